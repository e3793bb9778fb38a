package dev.landline.client.hosts;

import dev.landline.Printable;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an inventory says, out of TOML or of JSON. Every mistake is an error that says where:
 * a key that is spelled wrongly must not send a command to other machines.
 */
final class ContentReader {

    private static final String ADDRESS = "address";
    private static final String VARIABLES = "address, user, port, key";

    private final Places places;
    private final VariableReader variables;
    private final HostEntries entries;

    /**
     * Makes a reader.
     *
     * @param places says where something stands
     * @param directory what paths are relative to
     * @param home what {@code ~/} stands for
     */
    ContentReader(Places places, Path directory, Path home) {
        this.places = places;
        this.variables = new VariableReader(places, directory, home);
        this.entries = new HostEntries(places);
    }

    Content read(JsonObject all) throws InventoryException {
        Content content = Content.empty();
        Variables defaults = Variables.NONE;
        for (Map.Entry<String, JsonValue> entry : all.fields().entrySet()) {
            List<String> path = List.of(entry.getKey());
            switch (entry.getKey()) {
                case "defaults" -> defaults = defaults(path, table(path, entry.getValue()));
                case "hosts" -> hosts(path, table(path, entry.getValue()), content.hosts());
                case "groups" -> groups(path, table(path, entry.getValue()), content.groups());
                default -> throw places.unknown(path, "defaults, hosts, groups");
            }
        }
        return new Content(defaults, content.hosts(), content.groups());
    }

    private Variables defaults(List<String> path, JsonObject table) throws InventoryException {
        Variables defaults = Variables.NONE;
        for (Map.Entry<String, JsonValue> entry : table.fields().entrySet()) {
            List<String> key = Places.inside(path, entry.getKey());
            defaults = variables.read(key, entry.getValue(), defaults, "user, port, key");
        }
        if (defaults.address().isPresent()) {
            throw places.unknown(Places.inside(path, ADDRESS), "user, port, key");
        }
        return defaults;
    }

    private void hosts(List<String> path, JsonObject table, Map<String, Variables> hosts)
            throws InventoryException {
        for (Map.Entry<String, JsonValue> entry : table.fields().entrySet()) {
            List<String> key = Places.inside(path, entry.getKey());
            Variables said = Variables.NONE;
            switch (entry.getValue()) {
                case JsonValue.Text(String address) ->
                        said =
                                variables.read(
                                        Places.inside(key, ADDRESS), entry.getValue(), said, "");
                case JsonObject(Map<String, JsonValue> fields) -> {
                    for (Map.Entry<String, JsonValue> field : fields.entrySet()) {
                        said =
                                variables.read(
                                        Places.inside(key, field.getKey()),
                                        field.getValue(),
                                        said,
                                        VARIABLES);
                    }
                }
                default ->
                        throw places.expected(
                                key, "an address or a table of variables", entry.getValue());
            }
            entries.add(key, entry.getKey(), said, hosts);
        }
    }

    private void groups(List<String> path, JsonObject table, Map<String, Group> groups)
            throws InventoryException {
        for (Map.Entry<String, JsonValue> entry : table.fields().entrySet()) {
            List<String> key = Places.inside(path, entry.getKey());
            String name = entry.getKey();
            if (!HostName.isGroup(name) || name.equals(Inventory.ALL)) {
                throw new InventoryException(
                        places.of(key)
                                + ": a group: expected a name of letters, digits, '.', '_' and '-',"
                                + " other than 'all', got '"
                                + Printable.of(name, 80)
                                + "'");
            }
            groups.put(
                    name,
                    entry.getValue() instanceof JsonObject group
                            ? group(key, group)
                            : new Group(
                                    texts(
                                            key,
                                            "an expression, a list of them or a table",
                                            entry.getValue()),
                                    List.of(),
                                    Variables.NONE,
                                    places.of(key)));
        }
    }

    private Group group(List<String> path, JsonObject table) throws InventoryException {
        List<String> members = List.of();
        List<String> program = List.of();
        Variables said = Variables.NONE;
        for (Map.Entry<String, JsonValue> entry : table.fields().entrySet()) {
            List<String> key = Places.inside(path, entry.getKey());
            JsonValue value = entry.getValue();
            switch (entry.getKey()) {
                case "hosts" -> members = texts(key, "an expression or a list of them", value);
                case "program" -> program = texts(key, "a program and its arguments", value);
                case ADDRESS -> throw places.unknown(key, "hosts, program, user, port, key");
                default ->
                        said = variables.read(key, value, said, "hosts, program, user, port, key");
            }
        }
        return new Group(members, program, said, places.of(path));
    }

    private List<String> texts(List<String> path, String what, @Nullable JsonValue value)
            throws InventoryException {
        return switch (value) {
            case JsonValue.Text(String text) -> List.of(text);
            case JsonValue.Array(List<JsonValue> items) -> {
                List<String> texts = new ArrayList<>(items.size());
                for (JsonValue item : items) {
                    if (!(item instanceof JsonValue.Text(String text))) {
                        throw places.expected(path, what, item);
                    }
                    texts.add(text);
                }
                yield texts;
            }
            case null, default -> throw places.expected(path, what, value);
        };
    }

    private JsonObject table(List<String> path, JsonValue value) throws InventoryException {
        if (value instanceof JsonObject table) {
            return table;
        }
        throw places.expected(path, "a table", value);
    }
}
