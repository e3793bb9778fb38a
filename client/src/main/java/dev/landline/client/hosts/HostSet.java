package dev.landline.client.hosts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of hosts in the order in which they came, each once. Immutable; equal to another with the
 * same names, in whatever order.
 */
public final class HostSet implements Iterable<String> {

    private static final HostSet EMPTY = new HostSet(new LinkedHashSet<>());

    private final Set<String> names;

    private HostSet(Set<String> names) {
        this.names = Collections.unmodifiableSet(names);
    }

    /**
     * No names.
     *
     * @return the set
     */
    public static HostSet empty() {
        return EMPTY;
    }

    /**
     * Names as they are.
     *
     * @param names taken literally, whatever is in them
     * @return the set
     */
    public static HostSet of(Collection<String> names) {
        return new HostSet(new LinkedHashSet<>(names));
    }

    /**
     * Names with ranges: {@code web[01-40,50],db1}, {@code rack[1-2]n[1-4]}, {@code port[0-10/2]}.
     * Numbers have zeros before them where the first one has.
     *
     * @param text names, with commas between them; empty for none
     * @return the set
     * @throws InventoryException where brackets do not match or hold no numbers, or there are more
     *     than a million names
     */
    public static HostSet parse(String text) throws InventoryException {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (String part : parts(text)) {
            NamePattern pattern = NamePattern.parse(part);
            if (pattern.count() + names.size() > NamePattern.MOST_NAMES) {
                throw new InventoryException(
                        "expected at most " + NamePattern.MOST_NAMES + " names, got more");
            }
            names.addAll(pattern.names());
        }
        return new HostSet(names);
    }

    /** What stands between the commas outside of brackets. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean inside = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            if (c == ',' && (!inside || i == text.length())) {
                String part = text.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            } else if (c == '[' || c == ']') {
                inside = c == '[';
            }
        }
        return parts;
    }

    /**
     * The names.
     *
     * @return in their order
     */
    public List<String> names() {
        return List.copyOf(names);
    }

    /**
     * How many there are.
     *
     * @return 0 or more
     */
    public int size() {
        return names.size();
    }

    /**
     * Whether there are none.
     *
     * @return true for the empty set
     */
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /**
     * Whether a name is one of them.
     *
     * @param name the name
     * @return true where it is
     */
    public boolean contains(String name) {
        return names.contains(name);
    }

    /**
     * These names, then those of another set.
     *
     * @param other the other set
     * @return a new set
     */
    public HostSet union(HostSet other) {
        LinkedHashSet<String> all = new LinkedHashSet<>(names);
        all.addAll(other.names);
        return new HostSet(all);
    }

    /**
     * These names without those of another set.
     *
     * @param other the other set
     * @return a new set
     */
    public HostSet minus(HostSet other) {
        LinkedHashSet<String> rest = new LinkedHashSet<>(names);
        other.names.forEach(rest::remove);
        return new HostSet(rest);
    }

    /**
     * Those of these names that another set has too.
     *
     * @param other the other set
     * @return a new set
     */
    public HostSet intersect(HostSet other) {
        LinkedHashSet<String> both = new LinkedHashSet<>();
        for (String name : names) {
            if (other.names.contains(name)) {
                both.add(name);
            }
        }
        return new HostSet(both);
    }

    /**
     * The names written short, with ranges. Names without brackets and commas are what {@link
     * #parse} makes of it.
     *
     * @return such as {@code web[01-12,15],db1}; empty for no names
     */
    public String fold() {
        return Folding.fold(names);
    }

    @Override
    public Iterator<String> iterator() {
        return names.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostSet set && set.names.equals(names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** The names written short. */
    @Override
    public String toString() {
        return fold();
    }
}
