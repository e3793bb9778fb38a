package dev.landline.exec;

import dev.landline.TerminalSize;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A terminal to run a command on. Source: {@code spec/PROTOCOL.md}, section 6.1.
 *
 * @param term what kind it is, the value of {@code TERM}: 1 to 64 printable ASCII characters
 * @param size its size
 */
public record TerminalRequest(String term, TerminalSize size) {

    private static final int LONGEST_TERM = 64;

    /** Checks the name. */
    public TerminalRequest {
        if (term.isEmpty()
                || term.length() > LONGEST_TERM
                || !term.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "term: expected 1 to "
                            + LONGEST_TERM
                            + " printable ASCII characters, got '"
                            + term
                            + "'");
        }
    }

    JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("term", new JsonValue.Text(term));
        fields.putAll(sizeToJson(size).fields());
        return new JsonObject(fields);
    }

    static JsonObject sizeToJson(TerminalSize size) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("columns", new JsonValue.Int(size.columns()));
        fields.put("rows", new JsonValue.Int(size.rows()));
        return new JsonObject(fields);
    }

    static TerminalRequest fromJson(JsonObject json) throws JsonException {
        return new TerminalRequest(json.text("term"), sizeFromJson(json));
    }

    static TerminalSize sizeFromJson(JsonObject json) throws JsonException {
        return new TerminalSize(
                (int) json.integer("columns", 1, TerminalSize.MAX),
                (int) json.integer("rows", 1, TerminalSize.MAX));
    }
}
