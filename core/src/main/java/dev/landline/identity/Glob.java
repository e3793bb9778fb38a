package dev.landline.identity;

/** Patterns as in OpenSSH's files: {@code *} for any characters, {@code ?} for one. */
public final class Glob {

    private Glob() {}

    /**
     * Whether the whole text fits the pattern. Takes time in proportion to the product of the two
     * lengths.
     *
     * @param pattern with {@code *} and {@code ?}
     * @param text what to look at
     * @return true where it fits
     */
    public static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    static boolean hasWildcard(String pattern) {
        return pattern.indexOf('*') >= 0 || pattern.indexOf('?') >= 0;
    }
}
