package dev.landline.cli.share.command;

import dev.landline.cli.console.CommandGroup;
import picocli.CommandLine.Command;

/** {@code landline sharing}. */
@Command(
        name = "sharing",
        header = "List and stop the connections that commands share.",
        description = {
            "",
            "With --share, or share = \"10m\" in ~/.config/landline/config.toml, a command leaves a"
                + " process behind that keeps its connection open. The next commands to the same"
                + " host go through it, which takes a fraction of the time. It ends by itself when"
                + " nobody has used it for that time.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:it could not be done", "2:wrong usage"})
public final class SharingCommand extends CommandGroup {

    /** Nothing to choose. */
    public SharingCommand() {}
}
