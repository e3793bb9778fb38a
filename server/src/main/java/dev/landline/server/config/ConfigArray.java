package dev.landline.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlArray;

/**
 * An array of a configuration file that goes over several lines.
 *
 * @param text from bracket to bracket
 * @param lineBreak what parts the lines
 * @param indent what stands before the key of the array
 */
record ConfigArray(String text, String lineBreak, String indent) {

    private static final String STEP = "    ";

    /**
     * The array with other items: those that are gone are taken out, new ones put behind the last.
     *
     * @param toml the items that it is to have
     * @return empty where the order would have to change
     */
    Optional<String> become(String toml) {
        List<String> old = strings(text);
        List<String> wanted = strings(toml);
        List<String> kept = old.stream().filter(wanted::contains).toList();
        if (wanted.size() < kept.size() || !wanted.subList(0, kept.size()).equals(kept)) {
            return Optional.empty();
        }
        String rest = text;
        List<int[]> places = TomlOutline.items(text);
        for (int i = places.size() - 1; i >= 0; i--) {
            if (!kept.contains(old.get(i))) {
                rest = without(rest, places.get(i));
            }
        }
        return Optional.of(with(rest, wanted.subList(kept.size(), wanted.size())));
    }

    /** The items, each in TOML, so that equal ones are equal. */
    private static List<String> strings(String array) {
        TomlArray items = Toml.parse("value = " + array).getArrayOrEmpty("value");
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            strings.add(TomlText.quoted(String.valueOf(items.get(i))));
        }
        return strings;
    }

    private static String without(String array, int[] item) {
        int comma = TomlOutline.comma(array, item[1]);
        int end = comma < 0 || array.substring(item[1], comma).contains("#") ? item[1] : comma + 1;
        int lineStart = array.lastIndexOf('\n', item[0]) + 1;
        int lineEnd = TomlOutline.lineEnd(array, end);
        boolean alone =
                lineStart > 0
                        && array.substring(lineStart, item[0]).isBlank()
                        && array.substring(end, lineEnd).isBlank()
                        && lineEnd < array.length();
        if (alone) {
            return array.substring(0, lineStart) + array.substring(array.indexOf('\n', end) + 1);
        }
        while (array.charAt(end) == ' ' || array.charAt(end) == '\t') {
            end++;
        }
        return array.substring(0, item[0]) + array.substring(end);
    }

    private String with(String array, List<String> more) {
        if (more.isEmpty()) {
            return array;
        }
        List<int[]> items = TomlOutline.items(array);
        if (items.isEmpty()) {
            int end = TomlOutline.lineEnd(array, 0);
            String line = array.substring(0, end).strip();
            int at = line.startsWith("[") && end < array.length() ? end : 1;
            return array.substring(0, at) + lines(more, indentOfFirst(array)) + array.substring(at);
        }
        int[] last = items.getLast();
        String before = array.substring(0, last[1]);
        String behind = array.substring(last[1]);
        int comma = TomlOutline.comma(array, last[1]);
        if (comma < 0) {
            behind = "," + behind;
        }
        int line = TomlOutline.lineEnd(behind, comma < 0 ? 1 : comma - last[1]);
        boolean sameLine = line >= behind.length();
        int at = sameLine ? behind.lastIndexOf(']') : line;
        String added = lines(more, indentOf(array, last[0])) + (comma < 0 ? "" : ",");
        return before + behind.substring(0, at) + added + behind.substring(at);
    }

    private String lines(List<String> items, String indentOfItems) {
        return items.stream()
                .map(item -> lineBreak + indentOfItems + item)
                .collect(Collectors.joining(","));
    }

    private String indentOf(String array, int item) {
        int start = array.lastIndexOf('\n', item) + 1;
        String before = array.substring(start, item);
        return start > 0 && before.isBlank() ? before : indent + STEP;
    }

    /** As a comment is indented that stands where an item has stood. */
    private String indentOfFirst(String array) {
        int hash = array.indexOf('#', array.indexOf('\n'));
        return hash < 0 ? indent + STEP : indentOf(array, hash);
    }

    /** Its comments as lines of their own above the key. */
    String comments() {
        return TomlOutline.comments(text).stream()
                .map(comment -> comment + lineBreak + indent)
                .collect(Collectors.joining());
    }
}
