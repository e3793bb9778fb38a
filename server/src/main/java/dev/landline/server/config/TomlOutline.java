package dev.landline.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;

/**
 * Where things stand in a TOML text that is known to be one: keys, values and tables, as offsets of
 * characters. What the parser gives away is only where keys begin.
 */
final class TomlOutline {

    /**
     * A key and its value.
     *
     * @param path the full name
     * @param start where the key begins
     * @param value where the value begins
     * @param end behind the value
     * @param within the place of the inline table that it stands in; empty where it has a line
     * @param table the table under whose header it stands
     */
    record Entry(
            List<String> path,
            int start,
            int value,
            int end,
            Optional<Entry> within,
            List<String> table) {}

    /**
     * The header of a table.
     *
     * @param path the full name
     * @param start where it begins
     * @param end behind its closing bracket
     */
    record Header(List<String> path, int start, int end) {}

    private final String text;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Header> headers = new ArrayList<>();
    private List<String> table = List.of();
    private int at;

    private TomlOutline(String text) {
        this.text = text;
    }

    /**
     * Looks through a text.
     *
     * @throws IllegalArgumentException where it is no TOML after all
     */
    static TomlOutline of(String text) {
        TomlOutline outline = new TomlOutline(text);
        outline.document();
        return outline;
    }

    /** All keys with values, in their order; those of an inline table behind it. */
    List<Entry> entries() {
        return entries;
    }

    /** All headers of tables, but not of arrays of tables, in their order. */
    List<Header> headers() {
        return headers;
    }

    private void document() {
        for (space(true); at < text.length(); space(true)) {
            if (text.charAt(at) == '[') {
                header();
            } else {
                entry(table, Optional.empty());
            }
        }
    }

    private void header() {
        int start = at;
        boolean array = text.startsWith("[[", at);
        at += array ? 2 : 1;
        table = key();
        expect(']');
        if (array) {
            expect(']');
        } else {
            headers.add(new Header(table, start, at));
        }
    }

    private void entry(List<String> prefix, Optional<Entry> within) {
        int start = at;
        List<String> path = new ArrayList<>(prefix);
        path.addAll(key());
        expect('=');
        space(false);
        int value = at;
        int index = entries.size();
        if (peek() == '{') {
            skipInlineTable(path, start);
        } else {
            skipValue();
        }
        entries.add(index, new Entry(List.copyOf(path), start, value, at, within, table));
    }

    private void skipInlineTable(List<String> path, int start) {
        int value = at;
        Optional<Entry> place =
                Optional.of(
                        new Entry(List.copyOf(path), start, value, value, Optional.empty(), table));
        expect('{');
        for (space(true); peek() != '}'; space(true)) {
            if (peek() == ',') {
                at++;
            } else {
                entry(path, place);
            }
        }
        at++;
    }

    private List<String> key() {
        int start = at;
        while (at < text.length() && "=]".indexOf(text.charAt(at)) < 0) {
            if (peek() == '"' || peek() == '\'') {
                skipString();
            } else {
                at++;
            }
        }
        return Toml.parseDottedKey(text.substring(start, at).strip());
    }

    private void skipValue() {
        switch (peek()) {
            case '"', '\'' -> skipString();
            case '[' -> {
                at++;
                for (space(true); peek() != ']'; space(true)) {
                    if (peek() == ',') {
                        at++;
                    } else {
                        skipValue();
                    }
                }
                at++;
            }
            case '{' -> {
                // One in an array, whose keys are no settings.
                at++;
                for (space(true); peek() != '}'; space(true)) {
                    if (",=.".indexOf(peek()) >= 0) {
                        at++;
                    } else {
                        skipValue();
                    }
                }
                at++;
            }
            default -> skipBare();
        }
    }

    /**
     * Where the items of an array stand, of whatever kind they are.
     *
     * @param array its text, from bracket to bracket
     * @return pairs of the beginning of an item and what is behind it
     */
    static List<int[]> items(String array) {
        TomlOutline outline = new TomlOutline(array);
        List<int[]> items = new ArrayList<>();
        outline.expect('[');
        for (outline.space(true); outline.peek() != ']'; outline.space(true)) {
            if (outline.peek() == ',') {
                outline.at++;
            } else {
                int start = outline.at;
                outline.skipValue();
                items.add(new int[] {start, outline.at});
            }
        }
        return items;
    }

    /**
     * Where the next comma is that parts items.
     *
     * @return -1 where something else comes first
     */
    static int comma(String array, int at) {
        TomlOutline outline = new TomlOutline(array);
        outline.at = at;
        outline.space(true);
        return outline.peek() == ',' ? outline.at : -1;
    }

    /** The comments of an array, each with its sign, in their order. */
    static List<String> comments(String array) {
        List<String> comments = new ArrayList<>();
        int at = 1;
        for (int[] item : items(array)) {
            addComments(array.substring(at, item[0]), comments);
            at = item[1];
        }
        addComments(array.substring(at), comments);
        return comments;
    }

    /** In a text without strings. */
    private static void addComments(String text, List<String> comments) {
        text.lines()
                .filter(line -> line.indexOf('#') >= 0)
                .forEach(line -> comments.add(line.substring(line.indexOf('#')).stripTrailing()));
    }

    /** A number, a date, a word. */
    private void skipBare() {
        int start = at;
        while (at < text.length() && " \t\r\n,]}#=".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw new IllegalArgumentException("expected a value at character " + at);
        }
        if (at + 1 < text.length()
                && peek() == ' '
                && Character.isDigit(text.charAt(at + 1))
                && text.substring(start, at).matches("\\d{4}-\\d\\d-\\d\\d")) {
            at++;
            skipBare();
        }
    }

    private void skipString() {
        char quote = peek();
        String longQuote = String.valueOf(quote).repeat(3);
        if (text.startsWith(longQuote, at)) {
            at += 3;
            while (!text.startsWith(longQuote, at)) {
                at += peek() == '\\' && quote == '"' ? 2 : 1;
            }
            at += 3;
            while (at < text.length() && text.charAt(at) == quote) {
                at++; // One or two quotes more belong to the string.
            }
            return;
        }
        for (at++; peek() != quote; at++) {
            if (peek() == '\\' && quote == '"') {
                at++;
            }
        }
        at++;
    }

    private void expect(char expected) {
        space(false);
        if (peek() != expected) {
            throw new IllegalArgumentException(
                    "expected %c at character %d, got %c".formatted(expected, at, peek()));
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw new IllegalArgumentException("expected more, got the end of the file");
        }
        return text.charAt(at);
    }

    /** Skips white space, and, between things, line breaks and comments. */
    private void space(boolean lines) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' && lines) {
                at = lineEnd(text, at);
            } else if (c == ' ' || c == '\t' || (lines && (c == '\n' || c == '\r'))) {
                at++;
            } else {
                return;
            }
        }
    }

    /** Where the line ends that a character stands in: at its line break, or behind the text. */
    static int lineEnd(String text, int at) {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            return text.length();
        }
        return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }
}
