package dev.landline.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody meant who wrote another. */
final class NearNames {

    private NearNames() {}

    /**
     * The candidate with the fewest letters to change.
     *
     * @param written what stands there
     * @param candidates names; of a dotted one the last part counts
     * @return empty where more than a third of the letters would have to change
     */
    static Optional<String> nearest(String written, Collection<String> candidates) {
        return candidates.stream()
                .filter(name -> distance(written, name) <= Math.max(1, last(name).length() / 3))
                .min(Comparator.comparingInt(name -> distance(written, name)));
    }

    private static int distance(String written, String candidate) {
        String name = last(candidate);
        String text = written.toLowerCase(Locale.ROOT).replace('-', '_');
        if (Math.abs(text.length() - name.length()) > name.length()) {
            return Integer.MAX_VALUE;
        }
        return levenshtein(text, name);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static int levenshtein(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j - 1], row[j]) + 1);
            }
        }
        return row[right.length()];
    }
}
