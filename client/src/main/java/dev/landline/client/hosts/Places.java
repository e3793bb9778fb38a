package dev.landline.client.hosts;

import dev.landline.Printable;
import dev.landline.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where something stands in an inventory, and what is wrong there. */
@FunctionalInterface
interface Places {

    /**
     * The place of a value.
     *
     * @param path the names of the tables that it is in, and its own
     * @return such as {@code hosts.toml:3:1}
     */
    String of(List<String> path);

    /** What can say everything about a mistake but where it is. */
    @FunctionalInterface
    interface Parsing<T> {
        /** Does it. */
        T parse() throws InventoryException;
    }

    /** Adds the place to what is said of a mistake. */
    default <T> T placed(List<String> path, Parsing<T> parsing) throws InventoryException {
        try {
            return parsing.parse();
        } catch (InventoryException e) {
            throw new InventoryException(of(path) + ": " + e.getMessage(), e);
        }
    }

    /** A value is not what was expected. */
    default InventoryException expected(List<String> path, String what, @Nullable JsonValue value) {
        return new InventoryException(
                of(path)
                        + ": "
                        + Printable.of(String.join(".", path), 120)
                        + ": expected "
                        + what
                        + ", got "
                        + (value == null ? "nothing" : value.describe()));
    }

    /** A key is none of those that may stand there. */
    default InventoryException unknown(List<String> path, String known) {
        return new InventoryException(
                of(path)
                        + ": "
                        + Printable.of(String.join(".", path), 120)
                        + ": expected one of "
                        + known);
    }

    /** The path of something in the table at a path. */
    static List<String> inside(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
