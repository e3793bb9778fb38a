package dev.landline.exec;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command to run. Source: {@code spec/PROTOCOL.md}, section 6.1.
 *
 * @param command what to run
 * @param env added to the account's environment
 * @param cwd the working directory, relative to the account's home; empty for the home
 * @param user the account to run it as; empty for the one that the identity belongs to
 */
public record ExecRequest(
        Command command, Map<String, String> env, Optional<String> cwd, Optional<String> user) {

    /** The name of the service. */
    public static final String SERVICE = "exec";

    /** The stream towards the command. */
    public static final String STDIN = "stdin";

    /** The command's output. */
    public static final String STDOUT = "stdout";

    /** The command's messages. */
    public static final String STDERR = "stderr";

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
        env.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "env: expected names without '=', got '" + name + "'");
            }
            Command.check("env", name);
            Command.check("env", value);
        });
        cwd.ifPresent(path -> Command.check("cwd", path));
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
        }
        if (!env.isEmpty()) {
            Map<String, JsonValue> values = new LinkedHashMap<>();
            env.forEach((name, value) -> values.put(name, new JsonValue.Text(value)));
            fields.put("env", new JsonObject(values));
        }
        cwd.ifPresent(path -> fields.put("cwd", new JsonValue.Text(path)));
        user.ifPresent(name -> fields.put("user", new JsonValue.Text(name)));
        return new JsonObject(fields);
    }

    /**
     * Reads a request.
     *
     * @param json the {@code request} of an {@code open} frame
     * @return the request
     * @throws JsonException where it is not one, with what was expected and what arrived
     */
    public static ExecRequest fromJson(JsonObject json) throws JsonException {
        if (json.has("argv") == json.has("command")) {
            throw new JsonException(
                    "exec: expected either argv or command, got "
                            + (json.has("argv") ? "both" : "neither"));
        }
        try {
            Command command =
                    json.has("argv")
                            ? new Command.Argv(json.texts("argv"))
                            : new Command.Shell(json.text("command"));
            Map<String, String> env = new LinkedHashMap<>();
            if (json.has("env")) {
                JsonObject values = json.object("env");
                for (String name : values.fields().keySet()) {
                    env.put(name, values.text(name));
                }
            }
            return new ExecRequest(
                    command,
                    env,
                    Optional.ofNullable(json.optionalText("cwd")),
                    Optional.ofNullable(json.optionalText("user")));
        } catch (IllegalArgumentException e) {
            throw new JsonException("exec: " + e.getMessage());
        }
    }
}
