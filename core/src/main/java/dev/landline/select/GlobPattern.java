package dev.landline.select;

import dev.landline.Printable;

/**
 * One component of a glob: {@code *} for any characters, {@code ?} for one, {@code [a-z]} and
 * {@code [!a-z]} for one of a class, {@code [[:alpha:]]} among them, and {@code \} before a
 * character that stands for itself. Characters are Unicode's code points; case counts. A {@code [}
 * without its {@code ]} stands for itself, as in a shell.
 */
public final class GlobPattern {

    private final Wildcards wildcards;

    private GlobPattern(Wildcards wildcards) {
        this.wildcards = wildcards;
    }

    /**
     * Whether something in a text stands for more than itself.
     *
     * @param text one component, or several with slashes between them
     * @return false where {@link #literal} is all there is to it
     */
    public static boolean isGlob(String text) {
        return !Wildcards.of(text).isLiteral();
    }

    /**
     * Reads a pattern.
     *
     * @param component without a slash
     * @return what it matches
     * @throws IllegalArgumentException where there is a slash in it
     */
    public static GlobPattern of(String component) {
        if (component.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "expected one component of a path, got " + Printable.brief(component));
        }
        return new GlobPattern(Wildcards.of(component));
    }

    /**
     * Whether a name fits the pattern; takes time in proportion to the two lengths at most.
     *
     * @param name a file's name without its directory
     * @return whether the whole name fits; one that begins with a dot fits only a pattern that
     *     begins with one
     */
    public boolean matches(String name) {
        return (!name.startsWith(".") || wildcards.beginsWith('.')) && wildcards.matches(name);
    }

    /**
     * Takes the escapes out of a text that is no glob.
     *
     * @param text may have slashes in it
     * @return what it names; a {@code \} with nothing behind it stays
     */
    public static String literal(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }
}
