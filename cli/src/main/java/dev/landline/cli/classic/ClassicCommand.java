package dev.landline.cli.classic;

import dev.landline.cli.console.CommandGroup;
import picocli.CommandLine.Command;

/** {@code landline classic}. */
@Command(
        name = "classic",
        header = "Speak with plain socket scripts, as a server or a client.",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "",
            "Five ways to frame a command's output, from none to a JSON header. They are kept"
                    + " because people learn on them; landline exec and serve are for real work.",
            ""
        },
        footer = {
            "",
            "Try: landline classic serve json://127.0.0.1:8888",
            "     landline classic connect json://127.0.0.1:8888"
        })
public final class ClassicCommand extends CommandGroup {

    /** For picocli. */
    public ClassicCommand() {}
}
