package dev.landline.client.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A name with ranges, such as {@code rack[1-2]n[01-40]}: texts, and numbers between them. */
final class NamePattern {

    /** How many names there may be. */
    static final int MOST_NAMES = 1_000_000;

    private final String whole;
    private final List<String> texts = new ArrayList<>();
    private final List<List<Range>> numbers = new ArrayList<>();

    private NamePattern(String whole) {
        this.whole = whole;
    }

    /**
     * Reads one.
     *
     * @throws InventoryException where brackets do not match or hold no numbers
     */
    static NamePattern parse(String whole) throws InventoryException {
        NamePattern pattern = new NamePattern(whole);
        int position = 0;
        int open;
        while ((open = whole.indexOf('[', position)) >= 0) {
            int close = whole.indexOf(']', open);
            if (close < 0) {
                throw new InventoryException("'" + whole + "': expected a ']' behind the '['");
            }
            pattern.texts.add(text(whole, position, open));
            List<Range> ranges = new ArrayList<>();
            for (String part : whole.substring(open + 1, close).split(",", -1)) {
                ranges.add(Range.parse(part.strip(), whole));
            }
            pattern.numbers.add(List.copyOf(ranges));
            position = close + 1;
        }
        pattern.texts.add(text(whole, position, whole.length()));
        return pattern;
    }

    private static String text(String whole, int from, int to) throws InventoryException {
        String text = whole.substring(from, to);
        if (text.indexOf(']') >= 0) {
            throw new InventoryException("'" + whole + "': expected a '[' before the ']'");
        }
        return text;
    }

    /** How many names it stands for. */
    long count() throws InventoryException {
        long count = 1;
        for (List<Range> ranges : numbers) {
            long values = 0;
            for (Range range : ranges) {
                values = Math.min(values + range.count(), MOST_NAMES + 1L);
            }
            count = Math.min(count * values, MOST_NAMES + 1L);
        }
        if (count > MOST_NAMES) {
            throw new InventoryException(
                    "'" + whole + "': expected at most " + MOST_NAMES + " names, got more");
        }
        return count;
    }

    /** All of them in their order, the last number moving first. */
    List<String> names() throws InventoryException {
        List<String> names = new ArrayList<>((int) count());
        expand(0, new StringBuilder(), names::add);
        return names;
    }

    private void expand(int part, StringBuilder before, Consumer<String> name) {
        int length = before.length();
        before.append(texts.get(part));
        if (part == numbers.size()) {
            name.accept(before.toString());
        } else {
            int start = before.length();
            for (Range range : numbers.get(part)) {
                range.each(value -> {
                    before.append(Range.text(value, range.width()));
                    expand(part + 1, before, name);
                    before.setLength(start);
                });
            }
        }
        before.setLength(length);
    }
}
