package dev.landline.exec;

import dev.landline.ExitStatus;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.json.StatusJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A session in a server's list. Source: {@code spec/PROTOCOL.md}, section 6.2.
 *
 * @param id its id
 * @param name what its owner calls it
 * @param command what runs, for people
 * @param user the account that it runs as
 * @param owner the identity that opened it
 * @param started when
 * @param state where it stands
 * @param attached how many are joined to it
 * @param policy {@code kill}, {@code keep} or {@code detach}: what becomes of it when nobody is
 * @param terminal whether it has a terminal
 * @param pid its process; 0 where nothing was started
 * @param stdin bytes that it was given
 * @param stdout bytes that it wrote as output
 * @param stderr bytes that it wrote as messages
 * @param ended when it ended
 * @param status how it ended
 */
public record Job(
        String id,
        Optional<String> name,
        String command,
        String user,
        String owner,
        Instant started,
        State state,
        int attached,
        String policy,
        boolean terminal,
        long pid,
        long stdin,
        long stdout,
        long stderr,
        Optional<Instant> ended,
        Optional<ExitStatus> status) {

    /** Where a session stands. */
    public enum State {
        /** Its command runs. */
        RUNNING("running"),
        /** Its command has ended; its result is still kept. */
        ENDED("ended"),
        /** Its command runs, and the server that started it has died. */
        ORPHANED("orphaned");

        private final String wire;

        State(String wire) {
            this.wire = wire;
        }

        /**
         * The word on the wire.
         *
         * @return a lower-case word
         */
        public String wire() {
            return wire;
        }
    }

    /**
     * The session as a line of the list.
     *
     * @return a JSON object
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("id", new JsonValue.Text(id));
        name.ifPresent(word -> fields.put("name", new JsonValue.Text(word)));
        fields.put("command", new JsonValue.Text(command));
        fields.put("user", new JsonValue.Text(user));
        fields.put("owner", new JsonValue.Text(owner));
        fields.put("started", new JsonValue.Text(started.toString()));
        fields.put("state", new JsonValue.Text(state.wire()));
        fields.put("attached", new JsonValue.Int(attached));
        fields.put("policy", new JsonValue.Text(policy));
        fields.put("pty", new JsonValue.Bool(terminal));
        fields.put("pid", new JsonValue.Int(pid));
        fields.put("stdin", new JsonValue.Int(stdin));
        fields.put("stdout", new JsonValue.Int(stdout));
        fields.put("stderr", new JsonValue.Int(stderr));
        ended.ifPresent(when -> fields.put("ended", new JsonValue.Text(when.toString())));
        status.ifPresent(how -> fields.put("status", StatusJson.write(how)));
        return new JsonObject(fields);
    }

    /**
     * Reads a line of the list.
     *
     * @param json what stands there
     * @return the session
     * @throws JsonException where it is not one
     */
    public static Job fromJson(JsonObject json) throws JsonException {
        return new Job(
                json.text("id"),
                Optional.ofNullable(json.optionalText("name")),
                json.text("command"),
                json.text("user"),
                json.text("owner"),
                instant("started", json.text("started")),
                state(json.text("state")),
                (int) json.integer("attached", 0, Integer.MAX_VALUE),
                json.text("policy"),
                json.bool("pty"),
                json.integer("pid", 0, Long.MAX_VALUE),
                json.integer("stdin", 0, Long.MAX_VALUE),
                json.integer("stdout", 0, Long.MAX_VALUE),
                json.integer("stderr", 0, Long.MAX_VALUE),
                json.has("ended")
                        ? Optional.of(instant("ended", json.text("ended")))
                        : Optional.empty(),
                json.has("status")
                        ? Optional.of(StatusJson.read(json.object("status")))
                        : Optional.empty());
    }

    private static State state(String word) throws JsonException {
        for (State state : State.values()) {
            if (state.wire.equals(word)) {
                return state;
            }
        }
        throw JsonObject.expected("state", "running, ended or orphaned", new JsonValue.Text(word));
    }

    private static Instant instant(String field, String text) throws JsonException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw JsonObject.expected(field, "a time as in RFC 3339", new JsonValue.Text(text));
        }
    }
}
