package dev.landline.cli.settings;

import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.setting.Setting;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code landline settings list}. */
@Command(
        name = "list",
        header = "List all settings, with their values and what they are for.",
        customSynopsis = "landline settings list [OPTION]... TARGET [NAME]",
        description = {
            "",
            "FROM says where a value comes from: default, file, option (of landline serve), or"
                    + " live.",
            ""
        },
        sortOptions = false)
public final class ListCommand extends SettingsVisit implements Callable<Integer> {

    private static final int STDOUT = 1;

    @Parameters(index = "0", paramLabel = "TARGET", description = "[user@]host[:port] or unix:PATH")
    private String target = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Only this one, or those of this table, such as limits.")
    private String name = "";

    /** The command, to be filled in by picocli. */
    public ListCommand(Surroundings here, Messages messages, GlobalOptions options) {
        super(here, messages, options);
    }

    @Override
    public Integer call() {
        return ask(
                target,
                settings -> settings.list().stream().filter(this::isMeant).toList(),
                answer -> new SettingTable(width()).lines(answer));
    }

    private boolean isMeant(Setting setting) {
        return name.isEmpty()
                || setting.name().equals(name)
                || setting.name().startsWith(name + ".");
    }

    private int width() {
        return here().terminal().isAt(STDOUT)
                ? here().terminal().columns().orElse(Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
    }
}
