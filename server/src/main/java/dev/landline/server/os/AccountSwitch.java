package dev.landline.server.os;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Makes of a command one that root starts and that runs as another account, with the system's own
 * tools: {@code setpriv} changes to the account and its groups, and a shell that is that account
 * already enters the directory and becomes the program. All of them replace each other, so that the
 * process that the launcher started is the program in the end. The pipes belong to the account.
 *
 * <p>Whatever comes from outside stays out of the hands of root. Words are positional parameters,
 * never part of a script. Variables travel under names of ours until the account has been changed
 * to, since {@code LD_PRELOAD} and others like it would mean something to the tools, which run as
 * root; and they are not on a command line, which everybody on the machine can read.
 *
 * @param setpriv the program of util-linux
 * @param umask what the command may not give to others, 0 to 0777
 */
public record AccountSwitch(Path setpriv, int umask) {

    private static final String SHELL = "/bin/sh";
    private static final List<String> PLACES = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String HIDDEN = "LANDLINE_VARIABLE_";
    private static final int ALL_BITS = 0777;

    private static final String ENTER =
            """
            umask "$1"
            cd "$2" || exit 127
            shift 2
            unset PWD OLDPWD
            """;

    /**
     * Checks the umask.
     *
     * @throws IllegalArgumentException where it is none
     */
    public AccountSwitch {
        if ((umask & ~ALL_BITS) != 0) {
            throw new IllegalArgumentException(
                    "umask: expected 0 to 0777, got 0%o".formatted(umask));
        }
    }

    /**
     * Looks for the tools.
     *
     * @param umask 0 to 0777
     * @return empty where {@code setpriv} is not installed
     */
    public static Optional<AccountSwitch> find(int umask) {
        return PLACES.stream()
                .map(place -> Path.of(place, "setpriv"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(setpriv -> new AccountSwitch(setpriv, umask));
    }

    /**
     * The login shell of an account that is changed to. No shell of the system's can start a
     * program under another name, and so not under one that begins with a hyphen.
     */
    private static List<String> loginShell(LocalAccount account) {
        return List.of(account.shell(), "-l");
    }

    /**
     * The command that root starts in place of another. Where the directory cannot be entered or
     * the program not be found, the shell says so on standard error and exits with 127; where it
     * cannot be executed, with 126.
     *
     * @param command what is to run
     * @param account whom as
     * @return what to start as root, in {@code /}
     * @throws IllegalArgumentException on a program that begins with a hyphen, or a variable whose
     *     name no shell can hold
     */
    public CommandSpec as(LocalAccount account, CommandSpec command) {
        if (command.program().startsWith("-")) {
            throw new IllegalArgumentException(
                    "argv: a program of another account cannot begin with a hyphen, and this is "
                            + command.program());
        }
        Map<String, String> env = new TreeMap<>();
        command.env()
                .forEach((name, value) -> {
                    if (!NAME.matcher(name).matches()) {
                        throw new IllegalArgumentException(
                                "env: for another account expected names of letters, digits and _,"
                                        + " got '"
                                        + name
                                        + "'");
                    }
                    env.put(HIDDEN + env.size(), name + "=" + value);
                });
        List<String> argv = new ArrayList<>();
        argv.addAll(
                List.of(
                        setpriv.toString(),
                        "--reuid=" + account.uid(),
                        "--regid=" + account.gid(),
                        "--init-groups",
                        "--inh-caps=-all",
                        "--"));
        argv.addAll(List.of(SHELL, "-c", become(env.keySet()), "sh"));
        argv.addAll(List.of("%04o".formatted(umask), command.cwd().toString()));
        argv.addAll(command.calledAs().isPresent() ? loginShell(account) : command.argv());
        return new CommandSpec(
                argv,
                env,
                Path.of("/"),
                Optional.empty(),
                command.pty(),
                OptionalLong.of(account.uid()));
    }

    /** What the account's own shell does; the names are ours, the values stay out of it. */
    private static String become(Set<String> hidden) {
        StringBuilder script = new StringBuilder(ENTER);
        if (!hidden.isEmpty()) {
            script.append("export");
            hidden.forEach(name -> script.append(" \"$").append(name).append('"'));
            script.append("\nunset ").append(String.join(" ", hidden));
        }
        return script.append("\nexec \"$@\"\n").toString();
    }
}
