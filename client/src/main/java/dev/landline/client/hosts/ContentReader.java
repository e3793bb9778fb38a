package dev.landline.client.hosts;

import dev.landline.Printable;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an inventory says, out of TOML or of JSON. Every mistake is an error that says where:
 * a key that is spelled wrongly must not send a command to other machines.
 */
final class ContentReader {

    private static final String ADDRESS = "address";
    private static final String UNIX = "unix:";
    private static final String VARIABLES = "address, user, port, key";

    /** Says where something stands. */
    interface Places {
        /**
         * The place of a value.
         *
         * @param path the names of the tables that it is in, and its own
         * @return such as {@code hosts.toml:3:1}
         */
        String of(List<String> path);
    }

    private final Places places;
    private final Path directory;
    private final Path home;

    /**
     * Makes a reader.
     *
     * @param places says where something stands
     * @param directory what paths are relative to
     * @param home what {@code ~/} stands for
     */
    ContentReader(Places places, Path directory, Path home) {
        this.places = places;
        this.directory = directory;
        this.home = home;
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
                default -> throw unknown(path, "defaults, hosts, groups");
            }
        }
        return new Content(defaults, content.hosts(), content.groups());
    }

    private Variables defaults(List<String> path, JsonObject table) throws InventoryException {
        Variables defaults = Variables.NONE;
        for (Map.Entry<String, JsonValue> entry : table.fields().entrySet()) {
            List<String> key = inside(path, entry.getKey());
            defaults = variable(key, entry.getValue(), defaults, "user, port, key");
        }
        if (defaults.address().isPresent()) {
            throw unknown(inside(path, ADDRESS), "user, port, key");
        }
        return defaults;
    }

    private void hosts(List<String> path, JsonObject table, Map<String, Variables> hosts)
            throws InventoryException {
        for (Map.Entry<String, JsonValue> entry : table.fields().entrySet()) {
            List<String> key = inside(path, entry.getKey());
            Variables variables = Variables.NONE;
            switch (entry.getValue()) {
                case JsonValue.Text(String address) ->
                        variables = variable(inside(key, ADDRESS), entry.getValue(), variables, "");
                case JsonObject(Map<String, JsonValue> fields) -> {
                    for (Map.Entry<String, JsonValue> field : fields.entrySet()) {
                        variables =
                                variable(
                                        inside(key, field.getKey()),
                                        field.getValue(),
                                        variables,
                                        VARIABLES);
                    }
                }
                default ->
                        throw expected(key, "an address or a table of variables", entry.getValue());
            }
            add(key, entry.getKey(), variables, hosts);
        }
    }

    private void add(
            List<String> path, String range, Variables variables, Map<String, Variables> hosts)
            throws InventoryException {
        List<String> names = names(path, range);
        if (hosts.size() + names.size() > NamePattern.MOST_NAMES) {
            throw new InventoryException(
                    places.of(path)
                            + ": expected at most "
                            + NamePattern.MOST_NAMES
                            + " hosts, got more");
        }
        List<String> addresses =
                variables.address().isPresent()
                        ? expanded(inside(path, ADDRESS), variables.address().get())
                        : List.of();
        if (addresses.size() > 1 && addresses.size() != names.size()) {
            throw new InventoryException(
                    places.of(path)
                            + ": expected as many addresses as names ("
                            + names.size()
                            + "), got "
                            + addresses.size());
        }
        if (addresses.size() == 1 && names.size() > 1) {
            throw new InventoryException(
                    places.of(path)
                            + ": expected an address for each of "
                            + names.size()
                            + " hosts, such as 10.0.0.[1-"
                            + names.size()
                            + "], got one for all");
        }
        for (int i = 0; i < names.size(); i++) {
            Variables own = addresses.isEmpty() ? variables : at(path, addresses.get(i), variables);
            if (hosts.putIfAbsent(names.get(i), own) != null) {
                throw new InventoryException(
                        places.of(path)
                                + ": the host '"
                                + names.get(i)
                                + "': expected once, got it again");
            }
        }
    }

    /** An address may have a port behind it. */
    private Variables at(List<String> path, String text, Variables others)
            throws InventoryException {
        List<String> key = inside(path, ADDRESS);
        Address address =
                text.startsWith(UNIX)
                        ? new Address(text, OptionalInt.empty())
                        : placed(key, () -> Address.parse(text));
        if (address.port().isPresent() && others.port().isPresent()) {
            throw new InventoryException(
                    places.of(key)
                            + ": expected a port once, got it in the address '"
                            + text
                            + "' and by itself");
        }
        return new Variables(
                Optional.of(address.host()),
                others.user(),
                address.port().isPresent() ? address.port() : others.port(),
                others.key());
    }

    private List<String> names(List<String> path, String range) throws InventoryException {
        List<String> names = expanded(path, range);
        for (String name : names) {
            if (!name.startsWith(UNIX)
                    && placed(path, () -> Address.parse(name)).port().isPresent()) {
                throw new InventoryException(
                        places.of(path)
                                + ": expected a host's name without a port, got '"
                                + name
                                + "'; the port stands in its table");
            }
        }
        return names;
    }

    private List<String> expanded(List<String> path, String range) throws InventoryException {
        return range.startsWith(UNIX) || Address.isBracketed(range)
                ? List.of(range)
                : placed(path, () -> NamePattern.parse(range).names());
    }

    /** What can say everything about a mistake but where it is. */
    private interface Parsing<T> {
        T parse() throws InventoryException;
    }

    private <T> T placed(List<String> path, Parsing<T> parsing) throws InventoryException {
        try {
            return parsing.parse();
        } catch (InventoryException e) {
            throw new InventoryException(places.of(path) + ": " + e.getMessage(), e);
        }
    }

    private void groups(List<String> path, JsonObject table, Map<String, Group> groups)
            throws InventoryException {
        for (Map.Entry<String, JsonValue> entry : table.fields().entrySet()) {
            List<String> key = inside(path, entry.getKey());
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
        Variables variables = Variables.NONE;
        for (Map.Entry<String, JsonValue> entry : table.fields().entrySet()) {
            List<String> key = inside(path, entry.getKey());
            JsonValue value = entry.getValue();
            switch (entry.getKey()) {
                case "hosts" -> members = texts(key, "an expression or a list of them", value);
                case "program" -> program = texts(key, "a program and its arguments", value);
                case ADDRESS -> throw unknown(key, "hosts, program, user, port, key");
                default ->
                        variables =
                                variable(key, value, variables, "hosts, program, user, port, key");
            }
        }
        return new Group(members, program, variables, places.of(path));
    }

    private Variables variable(
            List<String> path, JsonValue value, Variables before, String expected)
            throws InventoryException {
        Variables said =
                switch (path.getLast()) {
                    case ADDRESS ->
                            new Variables(
                                    Optional.of(text(path, value)),
                                    Optional.empty(),
                                    OptionalInt.empty(),
                                    Optional.empty());
                    case "user" ->
                            new Variables(
                                    Optional.empty(),
                                    Optional.of(text(path, value)),
                                    OptionalInt.empty(),
                                    Optional.empty());
                    case "port" ->
                            new Variables(
                                    Optional.empty(),
                                    Optional.empty(),
                                    OptionalInt.of(port(path, value)),
                                    Optional.empty());
                    case "key" ->
                            new Variables(
                                    Optional.empty(),
                                    Optional.empty(),
                                    OptionalInt.empty(),
                                    Optional.of(file(path, text(path, value))));
                    default -> throw unknown(path, expected);
                };
        return said.over(before);
    }

    private Path file(List<String> path, String text) throws InventoryException {
        try {
            return text.startsWith("~/")
                    ? home.resolve(text.substring(2))
                    : directory.resolve(text);
        } catch (IllegalArgumentException e) {
            throw new InventoryException(
                    places.of(path) + ": expected a path, got '" + Printable.of(text, 80) + "'", e);
        }
    }

    private int port(List<String> path, JsonValue value) throws InventoryException {
        if (value instanceof JsonValue.Int(long port) && port >= 1 && port <= 65_535) {
            return (int) port;
        }
        throw expected(path, "a port from 1 to 65535", value);
    }

    private String text(List<String> path, JsonValue value) throws InventoryException {
        if (value instanceof JsonValue.Text(String text)
                && !text.isEmpty()
                && text.chars().noneMatch(c -> c < ' ' || c == 0x7f)) {
            return text;
        }
        throw expected(path, "a text without control characters", value);
    }

    private List<String> texts(List<String> path, String what, @Nullable JsonValue value)
            throws InventoryException {
        return switch (value) {
            case JsonValue.Text(String text) -> List.of(text);
            case JsonValue.Array(List<JsonValue> items) -> {
                List<String> texts = new ArrayList<>(items.size());
                for (JsonValue item : items) {
                    if (!(item instanceof JsonValue.Text(String text))) {
                        throw expected(path, what, item);
                    }
                    texts.add(text);
                }
                yield texts;
            }
            case null, default -> throw expected(path, what, value);
        };
    }

    private JsonObject table(List<String> path, JsonValue value) throws InventoryException {
        if (value instanceof JsonObject table) {
            return table;
        }
        throw expected(path, "a table", value);
    }

    private static List<String> inside(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private InventoryException expected(List<String> path, String what, @Nullable JsonValue value) {
        return new InventoryException(
                places.of(path)
                        + ": "
                        + Printable.of(String.join(".", path), 120)
                        + ": expected "
                        + what
                        + ", got "
                        + (value == null ? "nothing" : value.describe()));
    }

    private InventoryException unknown(List<String> path, String known) {
        return new InventoryException(
                places.of(path)
                        + ": "
                        + Printable.of(String.join(".", path), 120)
                        + ": expected one of "
                        + known);
    }
}
