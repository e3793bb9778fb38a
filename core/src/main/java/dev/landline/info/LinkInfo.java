package dev.landline.info;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a connection is carried. Source: {@code spec/PROTOCOL.md}, section 6.14.
 *
 * @param kind {@code tls} or {@code unix}
 * @param remote where the server sees the client
 * @param cipher the cipher suite, by its standard name; empty where nothing is encrypted
 * @param provider the Java security provider at the server that has the cipher
 */
public record LinkInfo(
        String kind, String remote, Optional<String> cipher, Optional<String> provider) {

    JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("kind", new JsonValue.Text(kind));
        fields.put("remote", new JsonValue.Text(remote));
        cipher.ifPresent(name -> fields.put("cipher", new JsonValue.Text(name)));
        provider.ifPresent(name -> fields.put("provider", new JsonValue.Text(name)));
        return new JsonObject(fields);
    }

    static LinkInfo fromJson(JsonObject json) throws JsonException {
        return new LinkInfo(
                json.text("kind"),
                json.text("remote"),
                Optional.ofNullable(json.optionalText("cipher")),
                Optional.ofNullable(json.optionalText("provider")));
    }
}
