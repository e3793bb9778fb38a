package dev.landline.client.hosts;

import dev.landline.Printable;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/**
 * Finds what an expression means: names, ranges, groups and patterns, with {@code ,} for more of
 * them, {@code !} for all but them and {@code &} for those that are in both.
 *
 * <pre>
 * expression := term ((',' | newline) term)*
 * term       := ['!'] factor ('&amp;' ['!'] factor)*
 * factor     := '(' expression ')' | atom
 * </pre>
 *
 * <p>Left to right: a term adds to what stands before it, one with {@code !} takes away. An
 * expression that begins with {@code !} takes away from all hosts.
 */
final class HostExpression {

    /** How deep parentheses, groups and files may be in each other. */
    static final int MOST_DEPTH = 32;

    private static final String OPERATORS = ",&!()\n#";

    /** A host, and what was typed with its name. */
    record Chosen(Optional<String> user, OptionalInt port) {}

    /** What atoms mean. */
    interface Atoms {
        /** All hosts that there are. */
        SequencedMap<String, Chosen> all() throws InventoryException;

        /** What a name, a range, a group, a pattern or a file means. */
        SequencedMap<String, Chosen> of(String atom) throws InventoryException;
    }

    private final String text;
    private final Atoms atoms;
    private int position;
    private int depth;

    private HostExpression(String text, Atoms atoms) {
        this.text = text;
        this.atoms = atoms;
    }

    /**
     * Finds what one means.
     *
     * @param text the expression; {@code #} begins a comment that ends with the line
     * @param atoms say what the parts mean
     * @return names in their order
     * @throws InventoryException where it is none; it says at which column
     */
    static SequencedMap<String, Chosen> evaluate(String text, Atoms atoms)
            throws InventoryException {
        HostExpression expression = new HostExpression(text, atoms);
        SequencedMap<String, Chosen> hosts = expression.expression();
        if (expression.position < text.length()) {
            throw expression.expected("a ',' or the end");
        }
        return hosts;
    }

    private SequencedMap<String, Chosen> expression() throws InventoryException {
        SequencedMap<String, Chosen> hosts = new LinkedHashMap<>();
        boolean first = true;
        boolean between = false;
        while (true) {
            while (skipBlank() && (at('\n') || (between && at(',')))) {
                between = between && at('\n');
                position++;
            }
            if (position == text.length() || at(')')) {
                break;
            }
            boolean minus = take('!');
            SequencedMap<String, Chosen> term = minus && first ? atoms.all() : hosts;
            hosts = term;
            SequencedMap<String, Chosen> meant = term();
            if (minus) {
                meant.keySet().forEach(hosts::remove);
            } else {
                meant.forEach(hosts::putIfAbsent);
            }
            checkSize(hosts);
            first = false;
            between = true;
            skipBlank();
            if (!(position == text.length() || at(')') || at(',') || at('\n'))) {
                throw expected("',' or '&' between hosts");
            }
        }
        if (first && depth > 0) {
            throw expected("a host, a group or a pattern");
        }
        return hosts;
    }

    private SequencedMap<String, Chosen> term() throws InventoryException {
        SequencedMap<String, Chosen> hosts = factor();
        while (skipBlank() && take('&')) {
            skipBlank();
            boolean minus = take('!');
            SequencedMap<String, Chosen> other = factor();
            if (minus) {
                hosts.keySet().removeAll(other.keySet());
            } else {
                hosts.keySet().retainAll(other.keySet());
            }
        }
        return hosts;
    }

    private SequencedMap<String, Chosen> factor() throws InventoryException {
        skipBlank();
        if (take('(')) {
            if (++depth > MOST_DEPTH) {
                throw expected("at most " + MOST_DEPTH + " parentheses in each other");
            }
            SequencedMap<String, Chosen> hosts = expression();
            if (!take(')')) {
                throw expected("a ')'");
            }
            depth--;
            return hosts;
        }
        return atoms.of(atom());
    }

    private String atom() throws InventoryException {
        int start = position;
        boolean inside = false;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (!inside && (OPERATORS.indexOf(c) >= 0 || Character.isWhitespace(c))) {
                break;
            }
            inside = c == '[' || (inside && c != ']' && c != '\n');
            position++;
        }
        if (position == start) {
            throw expected("a host, a group or a pattern");
        }
        return text.substring(start, position);
    }

    /** Goes on to what is no blank and no comment, on this line. */
    private boolean skipBlank() {
        while (position < text.length()
                && !at('\n')
                && (Character.isWhitespace(text.charAt(position)) || at('#'))) {
            int end = text.indexOf('\n', position);
            position = at('#') ? (end < 0 ? text.length() : end) : position + 1;
        }
        return position < text.length();
    }

    private boolean at(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    private boolean take(char c) {
        if (at(c)) {
            position++;
            return true;
        }
        return false;
    }

    private static void checkSize(SequencedMap<String, Chosen> hosts) throws InventoryException {
        if (hosts.size() > NamePattern.MOST_NAMES) {
            throw new InventoryException(
                    "expected at most " + NamePattern.MOST_NAMES + " hosts, got more");
        }
    }

    private InventoryException expected(String what) {
        int line = (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
        int column = position - text.lastIndexOf('\n', position - 1);
        String rest = text.substring(position);
        return new InventoryException(
                "hosts"
                        + (line > 0 ? ", line " + (line + 1) : "")
                        + ", column "
                        + column
                        + ": expected "
                        + what
                        + ", got "
                        + (rest.isEmpty() ? "the end" : "'" + Printable.of(rest, 40) + "'"));
    }
}
