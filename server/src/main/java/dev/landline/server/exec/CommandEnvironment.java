package dev.landline.server.exec;

import dev.landline.exec.ExecRequest;
import dev.landline.exec.ExecRequest.Command;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.os.CommandSpec;
import dev.landline.server.os.LocalAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a command sees of the world: its account's environment, not the server's. */
public final class CommandEnvironment {

    private static final String DEFAULT_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** What of the server's own environment a command gets. */
    private static final List<String> INHERITED = List.of("PATH", "LANG", "TZ");

    private final LocalAccount account;
    private final Map<String, String> base;

    /**
     * Takes what a command may see.
     *
     * @param account whom commands run as
     * @param serverEnvironment the server's own environment
     */
    public CommandEnvironment(LocalAccount account, Map<String, String> serverEnvironment) {
        this.account = account;
        this.base = base(account, serverEnvironment);
    }

    private static Map<String, String> base(LocalAccount account, Map<String, String> server) {
        Map<String, String> env = new TreeMap<>();
        env.put("PATH", DEFAULT_PATH);
        server.forEach((name, value) -> {
            if (INHERITED.contains(name) || name.startsWith("LC_")) {
                env.put(name, value);
            }
        });
        restoreLocale(env, server);
        env.put("HOME", account.home());
        env.put("USER", account.name());
        env.put("LOGNAME", account.name());
        env.put("SHELL", account.shell());
        return env;
    }

    /** The launcher gives the JVM a UTF-8 locale; that is not meant for commands. */
    private static void restoreLocale(Map<String, String> env, Map<String, String> server) {
        String original = server.get("LANDLINE_LC_ALL");
        if (original == null) {
            return;
        }
        if (original.isEmpty()) {
            env.remove("LC_ALL");
        } else {
            env.put("LC_ALL", original);
        }
    }

    /**
     * A string for the account's shell, in the account's home.
     *
     * @param command the string
     * @param remote where it comes from
     * @return the command to start
     * @throws IllegalArgumentException where the system cannot express it
     */
    public CommandSpec shell(String command, String remote) {
        Map<String, String> env = new TreeMap<>(base);
        env.put("LANDLINE_CONNECTION", remote);
        return new CommandSpec(shell(command), env, Path.of(account.home()));
    }

    /**
     * What a request asks for.
     *
     * @param request the request
     * @param grant what the identity may do as the account
     * @param marks variables that nobody else can set, such as who asks
     * @return the command to start
     * @throws IllegalArgumentException where the system cannot express it
     */
    public CommandSpec spec(ExecRequest request, AccountGrant grant, Map<String, String> marks) {
        Path home = Path.of(account.home());
        Map<String, String> env = new TreeMap<>(base);
        boolean forced = grant.forcedCommand().isPresent();
        if (!forced) {
            env.putAll(request.env());
        }
        request.terminal().ifPresent(terminal -> env.put("TERM", terminal.term()));
        env.putAll(marks);
        Optional<CommandSpec.Pty> pty =
                request.terminal()
                        .map(terminal -> new CommandSpec.Pty(terminal.size(), account.uid()));
        if (forced) {
            // Nothing but the words of the request: BASH_ENV, PATH or a directory could change what
            // the forced command does.
            env.put("LANDLINE_ORIGINAL_COMMAND", shown(request.command()));
            return new CommandSpec(
                    shell(grant.forcedCommand().get()), env, home, Optional.empty(), pty);
        }
        return new CommandSpec(
                argv(request.command()),
                env,
                request.cwd().map(home::resolve).orElse(home),
                calledAs(request.command()),
                pty);
    }

    /** A login shell is told that it is one by a dash, as login(1) does. */
    private Optional<String> calledAs(Command command) {
        return command instanceof Command.Login
                ? Optional.of("-" + account.shell().substring(account.shell().lastIndexOf('/') + 1))
                : Optional.empty();
    }

    private List<String> argv(Command command) {
        return switch (command) {
            case Command.Argv(List<String> words) -> words;
            case Command.Shell(String string) -> shell(string);
            case Command.Login() -> List.of(account.shell());
        };
    }

    private List<String> shell(String string) {
        return List.of(account.shell(), "-c", string);
    }

    private static String shown(Command command) {
        return switch (command) {
            case Command.Argv(List<String> words) -> String.join(" ", words);
            case Command.Shell(String string) -> string;
            case Command.Login() -> "";
        };
    }
}
