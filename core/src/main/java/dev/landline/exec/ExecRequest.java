package dev.landline.exec;

import dev.landline.Printable;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command to run. Source: {@code spec/PROTOCOL.md}, section 6.1.
 *
 * @param command what to run
 * @param env added to the account's environment
 * @param cwd the working directory, relative to the account's home; empty for the home
 * @param user the account to run it as; empty for the one that the identity belongs to
 * @param terminal the terminal to run it on; empty for three pipes
 * @param timeout after which the server ends it
 * @param onDisconnect what becomes of it when its connection ends
 * @param name what to call the session
 * @param detached whether it runs without anybody from the start
 */
public record ExecRequest(
        Command command,
        Map<String, String> env,
        Optional<String> cwd,
        Optional<String> user,
        Optional<TerminalRequest> terminal,
        Optional<Duration> timeout,
        OnDisconnect onDisconnect,
        Optional<String> name,
        boolean detached) {

    /** The name of the service. */
    public static final String SERVICE = "exec";

    /** The stream towards the command. */
    public static final String STDIN = "stdin";

    /** The command's output. */
    public static final String STDOUT = "stdout";

    /** The command's messages. */
    public static final String STDERR = "stderr";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** What to run. */
    public sealed interface Command {
        /**
         * A program and its arguments, as they are.
         *
         * @param words at least the program
         */
        record Argv(List<String> words) implements Command {
            /** Checks that there is a program. */
            public Argv {
                words = List.copyOf(words);
                if (words.isEmpty() || words.getFirst().isEmpty()) {
                    throw new IllegalArgumentException(
                            "argv: expected at least a program, got none");
                }
                words.forEach(word -> check("argv", word));
            }
        }

        /**
         * One string for the account's login shell.
         *
         * @param string what stands behind {@code -c}
         */
        record Shell(String string) implements Command {
            /** Checks the string. */
            public Shell {
                check("command", string);
            }
        }

        /** The account's login shell, as for a person. */
        record Login() implements Command {}

        private static void check(String field, String text) {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        field + ": expected text without NUL, got one with it");
            }
        }
    }

    /** Copies and checks. */
    public ExecRequest {
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        env.forEach(ExecRequest::checkVariable);
        cwd.ifPresent(path -> Command.check("cwd", path));
        user.ifPresent(account -> Command.check("user", account));
        timeout.ifPresent(time -> checkMillis("timeout", time));
        name.ifPresent(ExecRequest::checkName);
        if (detached && !(onDisconnect instanceof OnDisconnect.Detach)) {
            throw new IllegalArgumentException(
                    "detached: expected on_disconnect detach beside it, got "
                            + onDisconnect.word());
        }
    }

    /**
     * A command with its environment and nothing else.
     *
     * @param command what to run
     * @param env added to the account's environment
     * @param cwd the working directory
     * @param user the account to run it as
     */
    public ExecRequest(
            Command command, Map<String, String> env, Optional<String> cwd, Optional<String> user) {
        this(
                command,
                env,
                cwd,
                user,
                Optional.empty(),
                Optional.empty(),
                OnDisconnect.kill(),
                Optional.empty(),
                false);
    }

    private static void checkVariable(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new IllegalArgumentException(
                    "env: expected names without '=', got '" + name + "'");
        }
        Command.check("env", name);
        Command.check("env", value);
    }

    static void checkMillis(String field, Duration time) {
        long millis = time.toMillis();
        if (millis < 1 || millis > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    field + ": expected 1 to " + Integer.MAX_VALUE + " ms, got " + millis);
        }
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: expected 1 to 64 letters, digits, '.', '_' and '-', got '"
                            + Printable.of(name, 80)
                            + "'");
        }
    }

    /**
     * The request as it travels.
     *
     * @return the {@code request} of an {@code open} frame
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        switch (command) {
            case Command.Argv(List<String> words) ->
                    fields.put(
                            "argv",
                            new JsonValue.Array(
                                    words.stream().<JsonValue>map(JsonValue.Text::new).toList()));
            case Command.Shell(String string) -> fields.put("command", new JsonValue.Text(string));
            case Command.Login() -> fields.put("login", new JsonValue.Bool(true));
        }
        if (!env.isEmpty()) {
            Map<String, JsonValue> values = new LinkedHashMap<>();
            env.forEach((name, value) -> values.put(name, new JsonValue.Text(value)));
            fields.put("env", new JsonObject(values));
        }
        cwd.ifPresent(path -> fields.put("cwd", new JsonValue.Text(path)));
        user.ifPresent(account -> fields.put("user", new JsonValue.Text(account)));
        terminal.ifPresent(request -> fields.put("pty", request.toJson()));
        timeout.ifPresent(time -> fields.put("timeout", new JsonValue.Int(time.toMillis())));
        sessionToJson(fields);
        return new JsonObject(fields);
    }

    private void sessionToJson(Map<String, JsonValue> fields) {
        switch (onDisconnect) {
            case OnDisconnect.Kill _ -> {}
            case OnDisconnect.Detach _ ->
                    fields.put("on_disconnect", new JsonValue.Text(onDisconnect.word()));
            case OnDisconnect.Keep(Optional<Duration> time) -> {
                fields.put("on_disconnect", new JsonValue.Text(onDisconnect.word()));
                time.ifPresent(some -> fields.put("keep", new JsonValue.Int(some.toMillis())));
            }
        }
        name.ifPresent(word -> fields.put("name", new JsonValue.Text(word)));
        if (detached) {
            fields.put("detached", new JsonValue.Bool(true));
        }
    }

    /**
     * Reads a request.
     *
     * @param json the {@code request} of an {@code open} frame
     * @return the request
     * @throws JsonException where it is not one, with what was expected and what arrived
     */
    public static ExecRequest fromJson(JsonObject json) throws JsonException {
        try {
            return new ExecRequest(
                    command(json),
                    env(json),
                    Optional.ofNullable(json.optionalText("cwd")),
                    Optional.ofNullable(json.optionalText("user")),
                    json.has("pty")
                            ? Optional.of(TerminalRequest.fromJson(json.object("pty")))
                            : Optional.empty(),
                    millis(json, "timeout"),
                    onDisconnect(json),
                    Optional.ofNullable(json.optionalText("name")),
                    json.has("detached") && json.bool("detached"));
        } catch (IllegalArgumentException e) {
            throw new JsonException("exec: " + e.getMessage());
        }
    }

    private static Command command(JsonObject json) throws JsonException {
        boolean login = json.has("login") && json.bool("login");
        List<String> forms = new ArrayList<>();
        Stream.of("argv", "command").filter(json::has).forEach(forms::add);
        if (login) {
            forms.add("login");
        }
        if (forms.size() != 1) {
            throw new JsonException(
                    "exec: expected exactly one of argv, command and login, got "
                            + (forms.isEmpty() ? "none of them" : String.join(" and ", forms)));
        }
        return switch (forms.getFirst()) {
            case "argv" -> new Command.Argv(json.texts("argv"));
            case "command" -> new Command.Shell(json.text("command"));
            default -> new Command.Login();
        };
    }

    private static Map<String, String> env(JsonObject json) throws JsonException {
        Map<String, String> env = new LinkedHashMap<>();
        if (json.has("env")) {
            JsonObject values = json.object("env");
            for (String name : values.fields().keySet()) {
                env.put(name, values.text(name));
            }
        }
        return env;
    }

    private static OnDisconnect onDisconnect(JsonObject json) throws JsonException {
        String word = json.optionalText("on_disconnect");
        return switch (word) {
            case null -> OnDisconnect.kill();
            case "kill" -> OnDisconnect.kill();
            case "keep" -> new OnDisconnect.Keep(millis(json, "keep"));
            case "detach" -> OnDisconnect.detach();
            default ->
                    throw JsonObject.expected(
                            "on_disconnect", "kill, keep or detach", new JsonValue.Text(word));
        };
    }

    private static Optional<Duration> millis(JsonObject json, String name) throws JsonException {
        OptionalLong millis = json.optionalInteger(name, 1, Integer.MAX_VALUE);
        return millis.isPresent()
                ? Optional.of(Duration.ofMillis(millis.getAsLong()))
                : Optional.empty();
    }
}
