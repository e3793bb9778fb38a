package dev.landline.cli.settings;

import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code landline settings get}. */
@Command(
        name = "get",
        header = "Print the value of a setting.",
        customSynopsis = "landline settings get [OPTION]... TARGET NAME",
        description = {
            "",
            "Arrays have commas between their items. --json tells all about it.",
            ""
        },
        sortOptions = false)
public final class GetCommand extends SettingsVisit implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "TARGET", description = "[user@]host[:port] or unix:PATH")
    private String target = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Such as limits.window.")
    private String name = "";

    /** The command, to be filled in by picocli. */
    public GetCommand(Surroundings here, Messages messages, GlobalOptions options) {
        super(here, messages, options);
    }

    @Override
    public Integer call() {
        return ask(
                target,
                settings -> List.of(settings.get(name)),
                answer -> answer.stream().map(SettingTable::value).toList());
    }
}
