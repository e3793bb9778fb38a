package dev.landline.cli.keys;

import dev.landline.cli.console.CommandGroup;
import picocli.CommandLine.Command;

/** {@code landline keys}: only a name for what is below it. */
@Command(
        name = "keys",
        header = "Make, show and exchange keys.",
        description = {
            "",
            "Keys are in the formats of OpenSSH: those made with ssh-keygen work, and the other way"
                    + " round.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:it could not be done", "2:wrong usage"})
public final class KeysCommand extends CommandGroup {

    /** Nothing to choose. */
    public KeysCommand() {}
}
