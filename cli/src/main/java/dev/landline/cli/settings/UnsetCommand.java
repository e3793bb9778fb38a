package dev.landline.cli.settings;

import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code landline settings unset}. */
@Command(
        name = "unset",
        header = "Go back to the value of the configuration file, or to the default.",
        customSynopsis = "landline settings unset [OPTION]... TARGET NAME",
        description = "",
        sortOptions = false)
public final class UnsetCommand extends SettingsVisit implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "TARGET", description = "[user@]host[:port] or unix:PATH")
    private String target = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Such as limits.window.")
    private String name = "";

    @Option(
            names = {"-k", "--keep"},
            description = "Remove it from the server's configuration file too.")
    private boolean keep;

    /** The command, to be filled in by picocli. */
    public UnsetCommand(Surroundings here, Messages messages, GlobalOptions options) {
        super(here, messages, options);
    }

    @Override
    public Integer call() {
        return ask(
                target,
                settings -> List.of(settings.unset(name, keep)),
                answer -> answer.stream().map(SettingTable::changed).toList());
    }
}
