package dev.landline.cli;

import dev.landline.cli.console.CommandGroup;
import dev.landline.cli.console.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code landline} itself. */
@Command(
        name = "landline",
        header = "Runs commands on other machines, copies files and calls handlers.",
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        version = "landline 0.1.0, protocol 1 (Java ${java.version}, ${os.name} ${os.arch})",
        description = "",
        footer = {"", "Try: landline exec local -- uname -a", "     landline help COMMAND"})
final class LandlineCommand extends CommandGroup {

    @Mixin private final GlobalOptions options;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean version;

    LandlineCommand(GlobalOptions options) {
        this.options = options;
    }

    GlobalOptions options() {
        return options;
    }
}
