package dev.landline.cli.settings;

import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code landline settings set}. */
@Command(
        name = "set",
        header = "Give a setting another value, while the server runs.",
        customSynopsis = "landline settings set [OPTION]... TARGET NAME VALUE",
        description = {
            "",
            "The value is as in the configuration file, without quotes: 1MiB, 15s, 300. Arrays have"
                    + " commas between their items: 'unix:ada, @desk'; [] is an empty one.",
            ""
        },
        sortOptions = false)
public final class SetCommand extends SettingsVisit implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "TARGET", description = "[user@]host[:port] or unix:PATH")
    private String target = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Such as limits.window.")
    private String name = "";

    @Parameters(index = "2", paramLabel = "VALUE", description = "What is to hold from now on.")
    private String value = "";

    @Option(
            names = {"-k", "--keep"},
            description =
                    "Write it into the server's configuration file too. What needs a restart can"
                            + " only be set so.")
    private boolean keep;

    /** The command, to be filled in by picocli. */
    public SetCommand(Surroundings here, Messages messages, GlobalOptions options) {
        super(here, messages, options);
    }

    @Override
    public Integer call() {
        return ask(
                target,
                settings -> List.of(settings.set(name, value, keep)),
                answer -> answer.stream().map(SettingTable::changed).toList());
    }
}
