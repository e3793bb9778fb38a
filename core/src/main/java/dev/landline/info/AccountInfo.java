package dev.landline.info;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An account that an identity may act as, and on which terms. Source: {@code spec/PROTOCOL.md},
 * section 6.14.
 *
 * @param name the account's name
 * @param commands whether commands may be run
 * @param terminal whether a terminal may be asked for
 * @param forcedCommand what runs instead of whatever is asked for
 * @param read below which directory files may be read: {@code /} for all; empty for none
 * @param write below which directory files may be written: {@code /} for all; empty for none
 */
public record AccountInfo(
        String name,
        boolean commands,
        boolean terminal,
        Optional<String> forcedCommand,
        Optional<String> read,
        Optional<String> write) {

    JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonValue.Text(name));
        fields.put("commands", new JsonValue.Bool(commands));
        fields.put("terminal", new JsonValue.Bool(terminal));
        forcedCommand.ifPresent(text -> fields.put("forced_command", new JsonValue.Text(text)));
        read.ifPresent(text -> fields.put("read", new JsonValue.Text(text)));
        write.ifPresent(text -> fields.put("write", new JsonValue.Text(text)));
        return new JsonObject(fields);
    }

    static AccountInfo fromJson(JsonObject json) throws JsonException {
        return new AccountInfo(
                json.text("name"),
                json.bool("commands"),
                json.bool("terminal"),
                Optional.ofNullable(json.optionalText("forced_command")),
                Optional.ofNullable(json.optionalText("read")),
                Optional.ofNullable(json.optionalText("write")));
    }
}
