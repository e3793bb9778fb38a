package dev.landline.json;

import dev.landline.ExitStatus;
import dev.landline.ExitStatus.Exited;
import dev.landline.ExitStatus.NotStarted;
import dev.landline.ExitStatus.Signaled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a command ended, as it stands in {@code exit} frames and in lists of jobs.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 5.11.
 */
public final class StatusJson {

    private static final List<String> FORMS = List.of("exited", "signaled", "not_started");

    private StatusJson() {}

    /**
     * Reads a status.
     *
     * @param status exactly one of the forms
     * @return how the command ended
     * @throws JsonException where it is none of the forms, or more than one
     */
    public static ExitStatus read(JsonObject status) throws JsonException {
        long forms = FORMS.stream().filter(status::has).count();
        if (forms != 1) {
            throw new JsonException(
                    "status: expected one of exited, signaled and not_started, got "
                            + (forms == 0 ? "none of them" : "several of them"));
        }
        if (status.has("exited")) {
            return new Exited((int) status.integer("exited", 0, 255));
        }
        if (status.has("signaled")) {
            return new Signaled(
                    (int) status.integer("signaled", 1, 127),
                    status.text("name"),
                    status.bool("core_dumped"));
        }
        String word = status.text("not_started");
        for (ExitStatus.Reason reason : ExitStatus.Reason.values()) {
            if (reason.wire().equals(word)) {
                return new NotStarted(reason, status.text("message"));
            }
        }
        throw JsonObject.expected(
                "not_started", "not_found, not_executable or failed", new JsonValue.Text(word));
    }

    /**
     * Writes a status.
     *
     * @param status any but {@code Lost}
     * @return its one form
     * @throws IllegalArgumentException for a lost status, which nobody can know
     */
    public static JsonObject write(ExitStatus status) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        switch (status) {
            case Exited(int code) -> fields.put("exited", new JsonValue.Int(code));
            case Signaled(int number, String name, boolean coreDumped) -> {
                fields.put("signaled", new JsonValue.Int(number));
                fields.put("name", new JsonValue.Text(name));
                fields.put("core_dumped", new JsonValue.Bool(coreDumped));
            }
            case NotStarted(ExitStatus.Reason reason, String message) -> {
                fields.put("not_started", new JsonValue.Text(reason.wire()));
                fields.put("message", new JsonValue.Text(message));
            }
            case ExitStatus.Lost _ ->
                    throw new IllegalArgumentException("a lost status cannot be sent");
        }
        return new JsonObject(fields);
    }
}
