package dev.landline.cli.settings;

import dev.landline.cli.console.CommandGroup;
import picocli.CommandLine.Command;

/** {@code landline settings}: only a name for what is below it. */
@Command(
        name = "settings",
        header = "See and change the settings of a server that runs.",
        description = {
            "",
            "Their names are the keys of its configuration file. A change holds until it is unset"
                    + " or the server stops; with --keep it is written into the file too.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "2:wrong usage",
            "255:it could not be done; another one with --failure-status"
        },
        footer = {
            "",
            "Try: landline settings list box",
            "     landline settings set box limits.window 1MiB --keep"
        })
public final class SettingsCommand extends CommandGroup {

    /** Nothing to choose. */
    public SettingsCommand() {}
}
