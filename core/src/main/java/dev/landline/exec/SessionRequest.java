package dev.landline.exec;

import dev.landline.TerminalSize;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is wanted of a session that is there already. Source: {@code spec/PROTOCOL.md}, sections 6.2
 * to 6.6.
 *
 * @param session its id, the beginning of one, or its name
 * @param view whether to look on only
 * @param follow whether logs go on until the session ends
 * @param signal the signal to send, without {@code SIG}
 * @param size the size of the terminal that joins
 */
public record SessionRequest(
        String session,
        boolean view,
        boolean follow,
        Optional<String> signal,
        Optional<TerminalSize> size) {

    /** The service that lists sessions. */
    public static final String JOBS = "jobs";

    /** The service that joins a session. */
    public static final String ATTACH = "attach";

    /** The service that shows what a session has written. */
    public static final String LOGS = "logs";

    /** The service that sends a signal to a session. */
    public static final String SIGNAL = "signal-job";

    /** The service that lets a session run by itself. */
    public static final String DETACH = "detach-job";

    /**
     * A request that names a session and nothing else.
     *
     * @param session its id, the beginning of one, or its name
     */
    public SessionRequest(String session) {
        this(session, false, false, Optional.empty(), Optional.empty());
    }

    /**
     * The request as it travels.
     *
     * @return the {@code request} of an {@code open} frame
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("session", new JsonValue.Text(session));
        if (view) {
            fields.put("view", new JsonValue.Bool(true));
        }
        if (follow) {
            fields.put("follow", new JsonValue.Bool(true));
        }
        signal.ifPresent(name -> fields.put("signal", new JsonValue.Text(name)));
        size.ifPresent(it -> fields.put("pty", TerminalRequest.sizeToJson(it)));
        return new JsonObject(fields);
    }

    /**
     * Reads a request.
     *
     * @param json the {@code request} of an {@code open} frame
     * @return the request
     * @throws JsonException where it is not one, with what was expected and what arrived
     */
    public static SessionRequest fromJson(JsonObject json) throws JsonException {
        return new SessionRequest(
                json.text("session"),
                json.has("view") && json.bool("view"),
                json.has("follow") && json.bool("follow"),
                Optional.ofNullable(json.optionalText("signal")),
                json.has("pty")
                        ? Optional.of(TerminalRequest.sizeFromJson(json.object("pty")))
                        : Optional.empty());
    }
}
