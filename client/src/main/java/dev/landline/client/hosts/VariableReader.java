package dev.landline.client.hosts;

import dev.landline.Printable;
import dev.landline.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads what is said of hosts, one key at a time.
 *
 * @param places says where something stands
 * @param directory what paths are relative to
 * @param home what {@code ~/} stands for
 */
record VariableReader(Places places, Path directory, Path home) {

    /**
     * Reads one.
     *
     * @param path its key last
     * @param before what was read before in the same table
     * @param expected the keys that may stand there
     * @return that, and what was read
     * @throws InventoryException where it is none
     */
    Variables read(List<String> path, JsonValue value, Variables before, String expected)
            throws InventoryException {
        Variables said =
                switch (path.getLast()) {
                    case "address" ->
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
                    default -> throw places.unknown(path, expected);
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
        throw places.expected(path, "a port from 1 to 65535", value);
    }

    private String text(List<String> path, JsonValue value) throws InventoryException {
        if (value instanceof JsonValue.Text(String text)
                && !text.isEmpty()
                && text.chars().noneMatch(c -> c < ' ' || c == 0x7f)) {
            return text;
        }
        throw places.expected(path, "a text without control characters", value);
    }
}
