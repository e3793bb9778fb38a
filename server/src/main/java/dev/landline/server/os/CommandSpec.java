package dev.landline.server.os;

import dev.landline.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A command to start. Strings reach it as UTF-8, whatever the locale.
 *
 * @param argv the program and its arguments; at least the program
 * @param env the complete environment: nothing is inherited
 * @param cwd the working directory, absolute
 * @param calledAs what the program is told that it is called, where that is not its name in {@code
 *     argv}: {@code -bash} for a login shell
 * @param pty the terminal that it runs on; empty for three pipes
 * @param pipesOwner the user id that the three pipes are to belong to, so that whoever the command
 *     turns into can open them by name, as in {@code >/dev/stderr}; empty for the server's own.
 *     Another one needs the right to give files away
 */
public record CommandSpec(
        List<String> argv,
        Map<String, String> env,
        Path cwd,
        Optional<String> calledAs,
        Optional<Pty> pty,
        OptionalLong pipesOwner) {

    private static final long LARGEST_UID = 0xffff_fffeL;

    /**
     * A pseudo-terminal: the child's standard input, output and error, and what controls its
     * session.
     *
     * @param size its size at the start
     * @param owner the user id that its device is to belong to, 0 to 2^32 − 2: that of the account
     *     that the command turns into. Another one than the server's needs the right to give files
     *     away
     */
    public record Pty(TerminalSize size, long owner) {

        /**
         * Checks the owner.
         *
         * @throws IllegalArgumentException when that is no user id
         */
        public Pty {
            if (owner < 0 || owner > LARGEST_UID) {
                throw new IllegalArgumentException(
                        "owner of a terminal: expected a user id from 0 to "
                                + LARGEST_UID
                                + ", got "
                                + owner);
            }
        }
    }

    /**
     * Copies the collections and checks that the system can express them.
     *
     * @throws IllegalArgumentException on an empty {@code argv}, on a NUL or an unpaired surrogate
     *     anywhere, on a variable whose name is empty or has an equals sign, on a directory that is
     *     relative or not of the default file system
     */
    public CommandSpec {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least a program");
        }
        argv.forEach(argument -> check("argument", argument));
        env.forEach(CommandSpec::checkVariable);
        calledAs.ifPresent(name -> check("name of the program", name));
        if (!cwd.isAbsolute() || !cwd.getFileSystem().equals(FileSystems.getDefault())) {
            throw new IllegalArgumentException(
                    "working directory: expected an absolute path, got " + cwd);
        }
    }

    /**
     * A command whose pipes, if it has some, are the server's.
     *
     * @param argv the program and its arguments; at least the program
     * @param env the complete environment: nothing is inherited
     * @param cwd the working directory, absolute
     * @param calledAs what the program is told that it is called
     * @param pty the terminal that it runs on; empty for three pipes
     * @throws IllegalArgumentException as the other constructor
     */
    public CommandSpec(
            List<String> argv,
            Map<String, String> env,
            Path cwd,
            Optional<String> calledAs,
            Optional<Pty> pty) {
        this(argv, env, cwd, calledAs, pty, OptionalLong.empty());
    }

    /**
     * A command with three pipes, called by its name.
     *
     * @param argv the program and its arguments; at least the program
     * @param env the complete environment: nothing is inherited
     * @param cwd the working directory, absolute
     * @throws IllegalArgumentException as the other constructor
     */
    public CommandSpec(List<String> argv, Map<String, String> env, Path cwd) {
        this(argv, env, cwd, Optional.empty(), Optional.empty());
    }

    /**
     * The program as it was named.
     *
     * @return the first of {@code argv}
     */
    public String program() {
        return argv.getFirst();
    }

    private static void checkVariable(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                    "environment: expected a name without an equals sign, got \"" + name + "\"");
        }
        check("environment", name);
        check("environment variable " + name, value);
    }

    private static void check(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    what + ": a NUL character cannot be passed to a program");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    what + ": has an unpaired surrogate, which is not a character");
        }
    }
}
