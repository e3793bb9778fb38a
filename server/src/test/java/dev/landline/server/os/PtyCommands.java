package dev.landline.server.os;

import dev.landline.TerminalSize;
import dev.landline.libc.LibC;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Commands on terminals, and talking with them. */
final class PtyCommands {

    static final TerminalSize SIZE = new TerminalSize(132, 37);

    private PtyCommands() {}

    /** A command on a terminal of the server's own account. */
    static CommandSpec command(TerminalSize size, String... argv) {
        return command(new CommandSpec.Pty(size, uid()), argv);
    }

    /** A command on a terminal of another account. */
    static CommandSpec ownedBy(long owner, String... argv) {
        return command(new CommandSpec.Pty(SIZE, owner), argv);
    }

    /** The server's own account. */
    static long uid() {
        return Integer.toUnsignedLong(LibC.call(LibC.Function.GETEUID));
    }

    /** Types something and reads until an answer has come. */
    static String type(ChildProcess child, String text, String answer) throws IOException {
        LaunchedCommands.write(child.stdin(), text);
        StringBuilder read = new StringBuilder();
        byte[] one = new byte[1];
        while (read.indexOf(answer) < 0) {
            if (child.stdout().read(one, 0, 1) < 0) {
                throw new AssertionError("expected " + answer + ", got the end after " + read);
            }
            read.append(new String(one, StandardCharsets.ISO_8859_1));
        }
        return read.toString();
    }

    private static CommandSpec command(CommandSpec.Pty pty, String... argv) {
        return new CommandSpec(
                List.of(argv),
                LaunchedCommands.ENV,
                Path.of("/"),
                Optional.empty(),
                Optional.of(pty));
    }
}
