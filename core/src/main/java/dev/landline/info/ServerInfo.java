package dev.landline.info;

import dev.landline.Limits;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server tells about itself, the connection that it was asked on, and whoever asked. Source:
 * {@code spec/PROTOCOL.md}, section 6.14.
 *
 * @param software its name and version
 * @param protocol the protocol version that it speaks
 * @param instance which run of the server this is
 * @param now the time of its clock, in milliseconds
 * @param uptime how long it has been running
 * @param platform what it runs on
 * @param link how the connection is carried
 * @param limits what the server allows on this connection
 * @param client what the client has said in its greeting
 * @param identity who the server takes the client for
 * @param rights what that one may do
 * @param accounts whom it may do that as
 * @param echo what was asked to come back
 */
public record ServerInfo(
        String software,
        int protocol,
        Optional<String> instance,
        Instant now,
        Duration uptime,
        Platform platform,
        LinkInfo link,
        Limits limits,
        ClientInfo client,
        String identity,
        Rights rights,
        List<AccountInfo> accounts,
        Optional<String> echo) {

    private static final long MOST = (1L << 53) - 1;

    /** Copies the accounts. */
    public ServerInfo {
        accounts = List.copyOf(accounts);
    }

    /**
     * What a server runs on.
     *
     * @param os the operating system and its version
     * @param arch the processors' architecture
     * @param java the version of its Java
     * @param processors how many it may use
     */
    public record Platform(String os, String arch, String java, int processors) {
        JsonObject toJson() {
            Map<String, JsonValue> fields = new LinkedHashMap<>();
            fields.put("os", new JsonValue.Text(os));
            fields.put("arch", new JsonValue.Text(arch));
            fields.put("java", new JsonValue.Text(java));
            fields.put("processors", new JsonValue.Int(processors));
            return new JsonObject(fields);
        }

        static Platform fromJson(JsonObject json) throws JsonException {
            return new Platform(
                    json.text("os"),
                    json.text("arch"),
                    json.text("java"),
                    (int) json.integer("processors", 1, Integer.MAX_VALUE));
        }
    }

    /**
     * What the client has said in its greeting, as the server has understood it.
     *
     * @param software its name and version
     * @param maxBody the longest body that it accepts, in bytes
     */
    public record ClientInfo(String software, int maxBody) {
        JsonObject toJson() {
            Map<String, JsonValue> fields = new LinkedHashMap<>();
            fields.put("software", new JsonValue.Text(software));
            fields.put("max_body", new JsonValue.Int(maxBody));
            return new JsonObject(fields);
        }

        static ClientInfo fromJson(JsonObject json) throws JsonException {
            return new ClientInfo(
                    json.text("software"), (int) json.integer("max_body", 0, Integer.MAX_VALUE));
        }
    }

    /**
     * The answer as it travels.
     *
     * @return an object, to be written on one line
     */
    public JsonObject toJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("software", new JsonValue.Text(software));
        fields.put("protocol", new JsonValue.Int(protocol));
        instance.ifPresent(word -> fields.put("instance", new JsonValue.Text(word)));
        fields.put("now", new JsonValue.Int(now.toEpochMilli()));
        fields.put("uptime", new JsonValue.Int(uptime.toMillis()));
        fields.put("platform", platform.toJson());
        fields.put("link", link.toJson());
        fields.put("limits", limitsJson());
        fields.put("client", client.toJson());
        fields.put("identity", new JsonValue.Text(identity));
        fields.put("rights", rights.toJson());
        fields.put(
                "accounts",
                new JsonValue.Array(
                        accounts.stream().<JsonValue>map(AccountInfo::toJson).toList()));
        echo.ifPresent(text -> fields.put("echo", new JsonValue.Text(text)));
        return new JsonObject(fields);
    }

    private JsonObject limitsJson() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("max_body", new JsonValue.Int(limits.maxBody()));
        fields.put("max_channels", new JsonValue.Int(limits.maxChannels()));
        fields.put("window", new JsonValue.Int(limits.window()));
        fields.put("ping_interval", new JsonValue.Int(limits.pingInterval().toMillis()));
        fields.put("handshake", new JsonValue.Int(limits.handshake().toMillis()));
        return new JsonObject(fields);
    }

    /**
     * Reads one.
     *
     * @param json what a server has sent
     * @return the answer
     * @throws JsonException where it is none, with what was expected and what arrived
     */
    public static ServerInfo fromJson(JsonObject json) throws JsonException {
        return new ServerInfo(
                json.text("software"),
                (int) json.integer("protocol", 0, Integer.MAX_VALUE),
                Optional.ofNullable(json.optionalText("instance")),
                Instant.ofEpochMilli(json.integer("now", -MOST, MOST)),
                Duration.ofMillis(json.integer("uptime", 0, MOST)),
                Platform.fromJson(json.object("platform")),
                LinkInfo.fromJson(json.object("link")),
                limits(json.object("limits")),
                ClientInfo.fromJson(json.object("client")),
                json.text("identity"),
                Rights.fromJson(json.object("rights")),
                accounts(json),
                Optional.ofNullable(json.optionalText("echo")));
    }

    private static Limits limits(JsonObject json) throws JsonException {
        int body = (int) json.integer("max_body", 0, Integer.MAX_VALUE);
        int channels = (int) json.integer("max_channels", 0, Integer.MAX_VALUE);
        int window = (int) json.integer("window", 0, Integer.MAX_VALUE);
        Duration ping = Duration.ofMillis(json.integer("ping_interval", 0, MOST));
        Duration handshake = Duration.ofMillis(json.integer("handshake", 0, MOST));
        try {
            return new Limits(body, channels, window, ping, handshake);
        } catch (IllegalArgumentException e) {
            throw new JsonException("limits: " + e.getMessage());
        }
    }

    private static List<AccountInfo> accounts(JsonObject json) throws JsonException {
        if (!(json.get("accounts") instanceof JsonValue.Array(List<JsonValue> items))) {
            throw JsonObject.expected("accounts", "an array of objects", json.get("accounts"));
        }
        List<AccountInfo> accounts = new ArrayList<>();
        for (JsonValue item : items) {
            if (!(item instanceof JsonObject account)) {
                throw JsonObject.expected("accounts", "an array of objects", item);
            }
            accounts.add(AccountInfo.fromJson(account));
        }
        return accounts;
    }
}
