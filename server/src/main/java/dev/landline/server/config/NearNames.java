package dev.landline.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the name that somebody meant who wrote another one. */
public final class NearNames {

    private static final int LONGEST = 256;
    private static final int MOST = 3;

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

    /**
     * Names that somebody may have meant, the nearest first.
     *
     * @param written what was written instead
     * @param candidates names; of a dotted one, the last part alone may have been written
     * @return at most three, for each of which no more than a third of the letters would have to
     *     change
     */
    public static List<String> near(String written, Collection<String> candidates) {
        if (written.length() > LONGEST) {
            return List.of();
        }
        String text = written.toLowerCase(Locale.ROOT);
        Map<String, Integer> near = new TreeMap<>();
        for (String candidate : candidates) {
            String name = candidate.toLowerCase(Locale.ROOT);
            int distance = last(name).equals(text) ? 0 : Integer.MAX_VALUE;
            if (Math.abs(name.length() - text.length()) <= name.length() / 3) {
                distance = Math.min(distance, levenshtein(text, name));
            }
            if (distance <= Math.max(1, name.length() / 3)) {
                near.put(candidate, distance);
            }
        }
        return near.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
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
