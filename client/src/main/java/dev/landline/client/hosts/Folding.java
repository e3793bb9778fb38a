package dev.landline.client.hosts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes names short: {@code web01, web02, web03} as {@code web[01-03]}. It goes over the names
 * once for each number in them, the last number first; what differs in one number alone becomes
 * one. So the time grows with the names, however little they have in common.
 */
final class Folding {

    /** A name with more numbers than this is taken as text, from there on. */
    private static final int MOST_NUMBERS = 16;

    /** Parts of a name by turns: text, number, text … ; a number may be ranges already. */
    private record Parts(List<String> parts) {

        Parts without(int part) {
            List<String> rest = new ArrayList<>(parts);
            rest.set(part, "");
            return new Parts(rest);
        }

        Parts with(int part, String text) {
            List<String> all = new ArrayList<>(parts);
            all.set(part, text);
            return new Parts(all);
        }

        String text() {
            return String.join("", parts);
        }
    }

    private Folding() {}

    static String fold(Collection<String> names) {
        Collection<Parts> all =
                names.stream()
                        .map(Folding::parts)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        int longest = all.stream().mapToInt(name -> name.parts().size()).max().orElse(0);
        for (int number = (longest - 2) | 1; number > 0; number -= 2) {
            all = folded(all, number);
        }
        return all.stream().map(Parts::text).collect(Collectors.joining(","));
    }

    private static Parts parts(String name) {
        List<String> parts = new ArrayList<>();
        int position = 0;
        while (parts.size() < 2 * MOST_NUMBERS) {
            int start = position;
            while (start < name.length() && !isDigit(name.charAt(start))) {
                start++;
            }
            int end = start;
            while (end < name.length() && isDigit(name.charAt(end))) {
                end++;
            }
            if (start == end || end - start > Range.MOST_DIGITS) {
                break;
            }
            parts.add(name.substring(position, start));
            parts.add(name.substring(start, end));
            position = end;
        }
        parts.add(name.substring(position));
        return new Parts(parts);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Puts those together that differ in one number alone. */
    private static List<Parts> folded(Collection<Parts> names, int number) {
        Map<Parts, List<Parts>> alike = new LinkedHashMap<>();
        for (Parts name : names) {
            Parts key = number < name.parts().size() ? name.without(number) : name;
            alike.computeIfAbsent(key, rest -> new ArrayList<>(1)).add(name);
        }
        List<Parts> folded = new ArrayList<>(alike.size());
        alike.forEach((key, same) -> {
            if (same.size() == 1) {
                folded.add(same.getFirst());
            } else {
                List<String> digits = same.stream().map(name -> name.parts().get(number)).toList();
                folded.add(key.with(number, "[" + ranges(digits) + "]"));
            }
        });
        return folded;
    }

    /** Numbers that follow each other, as they would be written, become one range. */
    private static String ranges(List<String> digits) {
        Set<Integer> padded = new HashSet<>();
        for (String number : digits) {
            if (Range.width(number) > 0) {
                padded.add(number.length());
            }
        }
        List<String> sorted = new ArrayList<>(digits);
        sorted.sort(
                Comparator.comparingInt((String number) ->
                                padded.contains(number.length()) ? number.length() : 0)
                        .thenComparingLong(Long::parseLong));
        StringBuilder text = new StringBuilder();
        int first = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || !follows(sorted, first, i)) {
                text.append(text.isEmpty() ? "" : ",").append(sorted.get(first));
                if (i - first > 1) {
                    text.append('-').append(sorted.get(i - 1));
                }
                first = i;
            }
        }
        return text.toString();
    }

    private static boolean follows(List<String> sorted, int first, int next) {
        long value = Long.parseLong(sorted.get(next - 1)) + 1;
        return sorted.get(next).equals(Range.text(value, Range.width(sorted.get(first))));
    }
}
