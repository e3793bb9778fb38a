package dev.landline.cli.hosts;

import dev.landline.Printable;
import dev.landline.Target;
import dev.landline.client.hosts.Host;
import dev.landline.client.hosts.HostSet;
import dev.landline.client.hosts.Inventory;
import dev.landline.client.hosts.InventoryException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hosts as lines, in each of the ways that they can be shown.
 *
 * @param inventory knows their groups
 */
record HostLines(Inventory inventory) {

    private static final List<String> HEAD =
            List.of("NAME", "ADDRESS", "PORT", "USER", "KEY", "GROUPS");
    private static final int PORT = 2;
    private static final int LINE = 256;
    private static final String UNIX = "unix:";
    private static final String NOTHING = "-";

    /** For people. */
    List<String> table(List<Host> hosts, int width) throws InventoryException {
        List<List<String>> rows = new ArrayList<>(hosts.size());
        for (Host host : hosts) {
            rows.add(
                    List.of(
                            shown(host.name()),
                            shown(host.address()),
                            isSocket(host) ? NOTHING : String.valueOf(port(host)),
                            host.user().map(HostLines::shown).orElse(NOTHING),
                            host.key().map(key -> shown(key.toString())).orElse(NOTHING),
                            groups(host)));
        }
        return new TextTable(HEAD, Set.of(PORT), width).lines(rows);
    }

    private String groups(Host host) throws InventoryException {
        List<String> groups = inventory.groupsOf(host.name());
        return groups.isEmpty() ? NOTHING : String.join(",", groups);
    }

    /** One object each, for programs. */
    List<String> json(List<Host> hosts) throws InventoryException {
        List<String> lines = new ArrayList<>(hosts.size());
        JsonWriter writer = new JsonWriter(LINE);
        for (Host host : hosts) {
            writer.reset(0);
            writer.value(object(host));
            lines.add(new String(writer.array(), 0, writer.size(), StandardCharsets.UTF_8));
        }
        return lines;
    }

    private JsonObject object(Host host) throws InventoryException {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonValue.Text(host.name()));
        fields.put("address", new JsonValue.Text(host.address()));
        if (!isSocket(host)) {
            fields.put("port", new JsonValue.Int(port(host)));
        }
        host.user().ifPresent(user -> fields.put("user", new JsonValue.Text(user)));
        host.key().map(Path::toString).ifPresent(key -> fields.put("key", new JsonValue.Text(key)));
        List<JsonValue> groups = new ArrayList<>();
        for (String group : inventory.groupsOf(host.name())) {
            groups.add(new JsonValue.Text(group));
        }
        fields.put("groups", new JsonValue.Array(groups));
        return new JsonObject(fields);
    }

    /** The names, in as few words as there can be; nothing for no hosts. */
    static List<String> folded(List<Host> hosts) {
        return hosts.isEmpty() ? List.of() : List.of(HostSet.of(names(hosts)).fold());
    }

    /** The names, one a line. */
    static List<String> names(List<Host> hosts) {
        return hosts.stream().map(Host::name).toList();
    }

    private static int port(Host host) {
        return host.port().orElse(Target.DEFAULT_PORT);
    }

    private static boolean isSocket(Host host) {
        return host.address().startsWith(UNIX);
    }

    private static String shown(String text) {
        return Printable.of(text, Integer.MAX_VALUE);
    }
}
