package dev.landline.client.hosts;

import dev.landline.Printable;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads {@code hosts.toml}. */
final class InventoryFile {

    private final Path file;

    InventoryFile(Path file) {
        this.file = file;
    }

    Content read(Path home) throws InventoryException {
        TomlParseResult toml = Toml.parse(HostList.read(file));
        if (toml.hasErrors()) {
            TomlParseError first = toml.errors().getFirst();
            throw new InventoryException(
                    place(first.position())
                            + ": expected TOML: "
                            + Printable.of(String.valueOf(first.getMessage())));
        }
        Path directory = file.toAbsolutePath().getParent();
        return new ContentReader(
                        path -> place(position(toml, path)),
                        directory == null ? file.toAbsolutePath() : directory,
                        home)
                .read(table(toml));
    }

    private String place(TomlPosition position) {
        return file + ":" + position.line() + ":" + position.column();
    }

    /** Of the value, or of the table that it is in, or of the file. */
    private static TomlPosition position(TomlTable toml, List<String> path) {
        TomlPosition position = TomlPosition.positionAt(1, 1);
        TomlTable table = toml;
        for (String name : path) {
            TomlPosition inside = table.inputPositionOf(List.of(name));
            position = inside == null ? position : inside;
            if (!(table.get(List.of(name)) instanceof TomlTable next)) {
                break;
            }
            table = next;
        }
        return position;
    }

    private static JsonObject table(TomlTable table) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : table.entrySet()) {
            fields.put(entry.getKey(), value(entry.getValue()));
        }
        return new JsonObject(fields);
    }

    private static JsonValue value(Object value) {
        return switch (value) {
            case TomlTable table -> table(table);
            case TomlArray array -> {
                List<JsonValue> items = new ArrayList<>();
                for (int i = 0; i < array.size(); i++) {
                    items.add(value(array.get(i)));
                }
                yield new JsonValue.Array(items);
            }
            case Long number -> new JsonValue.Int(number);
            case Boolean truth -> new JsonValue.Bool(truth);
            default -> new JsonValue.Text(value.toString());
        };
    }
}
