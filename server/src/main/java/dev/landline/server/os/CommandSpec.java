package dev.landline.server.os;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A command to start. Strings reach it as UTF-8, whatever the locale.
 *
 * @param argv the program and its arguments; at least the program
 * @param env the complete environment: nothing is inherited
 * @param cwd the working directory, absolute
 */
public record CommandSpec(List<String> argv, Map<String, String> env, Path cwd) {

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
        if (!cwd.isAbsolute() || !cwd.getFileSystem().equals(FileSystems.getDefault())) {
            throw new IllegalArgumentException(
                    "working directory: expected an absolute path, got " + cwd);
        }
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
