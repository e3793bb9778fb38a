package dev.landline.server.config;

import dev.landline.server.config.TomlOutline.Entry;
import dev.landline.server.config.TomlOutline.Header;
import java.util.List;
import java.util.Optional;

/**
 * Changes one value in the text of a configuration file and leaves everything else as it stands:
 * order, comments, line breaks, spaces.
 *
 * @param text the text, which is TOML
 * @param path the parts of the setting's name
 */
record ConfigEdit(String text, List<String> path) {

    /**
     * The text with a value. It goes where the key stands; else to the end of its table, which is
     * made where it is missing.
     *
     * @param toml the value in TOML
     */
    String set(String toml) {
        TomlOutline outline = TomlOutline.of(text);
        Optional<Entry> entry = entry(outline, path);
        if (entry.isPresent()) {
            return instead(entry.get(), toml);
        }
        List<String> table = path.subList(0, path.size() - 1);
        Optional<Entry> inline = entry(outline, table);
        if (inline.isPresent()) {
            return intoInlineTable(inline.get(), toml);
        }
        Optional<Header> header =
                outline.headers().stream().filter(one -> one.path().equals(table)).findFirst();
        if (header.isPresent()) {
            return header.map(it -> underHeader(outline, it, last() + " = " + toml)).orElseThrow();
        }
        return withoutTable(outline, table, toml);
    }

    /** An array over lines is changed item by item, for the sake of the comments in it. */
    private String instead(Entry entry, String toml) {
        String old = text.substring(entry.value(), entry.end());
        if (entry.within().isPresent() || !old.startsWith("[") || !old.contains("\n")) {
            return replaced(entry.value(), entry.end(), toml);
        }
        ConfigArray array = new ConfigArray(old, lineBreak(), indent(entry.start()));
        Optional<String> changed = array.become(toml);
        return changed.isPresent()
                ? replaced(entry.value(), entry.end(), changed.get())
                : replaced(entry.start(), entry.end(), array.comments() + keyOf(entry) + toml);
    }

    private String keyOf(Entry entry) {
        return text.substring(entry.start(), entry.value());
    }

    /** The text without the value, where it has one. A comment behind it stays. */
    String unset() {
        Optional<Entry> entry = entry(TomlOutline.of(text), path);
        return entry.map(it -> it.within().isPresent() ? outOfInlineTable(it) : withoutLine(it))
                .orElse(text);
    }

    private static Optional<Entry> entry(TomlOutline outline, List<String> path) {
        return outline.entries().stream().filter(one -> one.path().equals(path)).findFirst();
    }

    private String last() {
        return TomlText.key(List.of(path.getLast()));
    }

    private String lineBreak() {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    private String replaced(int from, int to, String other) {
        return text.substring(0, from) + other + text.substring(to);
    }

    private String intoInlineTable(Entry table, String toml) {
        int close = table.end() - 1;
        String inside = text.substring(table.value() + 1, close);
        int content = table.value() + 1 + inside.stripTrailing().length();
        String added = last() + " = " + toml;
        return inside.isBlank()
                ? replaced(table.value() + 1, close, " " + added + " ")
                : replaced(content, content, ", " + added);
    }

    /** Behind the last key under the header, or right below the header. */
    private String underHeader(TomlOutline outline, Header header, String line) {
        int after = header.end();
        for (Entry entry : outline.entries()) {
            if (entry.table().equals(header.path()) && entry.start() > header.start()) {
                after = Math.max(after, entry.end());
            }
        }
        return below(after, line);
    }

    /** A line below that in which a character stands. */
    private String below(int at, String line) {
        int end = TomlOutline.lineEnd(text, at);
        return replaced(end, end, lineBreak() + indent(at) + line);
    }

    private String indent(int at) {
        int start = text.lastIndexOf('\n', at - 1) + 1;
        int end = start;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(start, end);
    }

    private String withoutTable(TomlOutline outline, List<String> table, String toml) {
        List<Entry> above =
                outline.entries().stream().filter(one -> one.table().isEmpty()).toList();
        String line = TomlText.key(path) + " = " + toml;
        Optional<Entry> beside =
                above.stream()
                        .filter(one -> one.within().isEmpty() && startsWith(one.path(), table))
                        .reduce((_, later) -> later);
        if (beside.isPresent()) {
            return below(beside.get().end(), line);
        }
        if (!table.isEmpty()) {
            String end = text.isEmpty() || text.endsWith("\n") ? "" : lineBreak();
            String gap = text.isEmpty() ? "" : lineBreak();
            return text
                    + end
                    + gap
                    + "["
                    + TomlText.key(table)
                    + "]"
                    + lineBreak()
                    + last()
                    + " = "
                    + toml
                    + lineBreak();
        }
        int start = beginning();
        return replaced(start, start, line + lineBreak());
    }

    private static boolean startsWith(List<String> path, List<String> table) {
        return path.size() > table.size() && path.subList(0, table.size()).equals(table);
    }

    /** Behind a comment that a blank line parts from what follows, as it is about the file. */
    private int beginning() {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '#') {
            at = nextLine(at);
        }
        int blank = TomlOutline.lineEnd(text, at);
        return at > 0 && text.substring(at, blank).isBlank() && text.endsWith("\n")
                ? nextLine(at)
                : 0;
    }

    private int nextLine(int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    private String withoutLine(Entry entry) {
        int start = text.lastIndexOf('\n', entry.start() - 1) + 1;
        int end = TomlOutline.lineEnd(text, entry.end());
        String comment = text.substring(entry.end(), end).strip();
        return comment.isEmpty()
                ? replaced(start, nextLine(entry.end()), "")
                : replaced(entry.start(), end, comment);
    }

    private String outOfInlineTable(Entry entry) {
        int behind = skipBlank(entry.end());
        if (text.charAt(behind) == ',') {
            return replaced(entry.start(), skipBlank(behind + 1), "");
        }
        int before = entry.start();
        while (Character.isWhitespace(text.charAt(before - 1))) {
            before--;
        }
        return text.charAt(before - 1) == ','
                ? replaced(before - 1, entry.end(), "")
                : replaced(entry.start(), behind, "");
    }

    private int skipBlank(int at) {
        int next = at;
        while (Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next;
    }
}
