package dev.landline.cli.fan.output;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmFactory;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** In what one output differs from another, as {@code diff -u} shows it. */
final class Difference {

    /** Of larger outputs none is made, in bytes. */
    static final int LARGEST = 4 << 20;

    /**
     * So many lines may differ, in both together: the time grows with the square of what does, and
     * nobody reads more.
     */
    private static final int MOST_LINES = 10_000;

    private static final int CONTEXT = 2;

    private Difference() {}

    /**
     * Makes it.
     *
     * @param from the output that most hosts have
     * @param to the other one
     * @param fromName what to call the first
     * @param toName what to call the second
     * @return lines with an end each; empty where one of them is no text, or too large, or the
     *     difference would be longer than the output itself
     */
    static Optional<byte[]> of(byte[] from, byte[] to, String fromName, String toName) {
        Optional<List<String>> before = lines(from);
        Optional<List<String>> after = lines(to);
        if (before.isEmpty()
                || after.isEmpty()
                || between(before.get(), after.get()) > MOST_LINES) {
            return Optional.empty();
        }
        DiffAlgorithmFactory linear = MyersDiffWithLinearSpace.factory();
        Patch<String> patch =
                DiffUtils.diff(before.get(), after.get(), linear.create(String::equals), null);
        List<String> unified =
                UnifiedDiffUtils.generateUnifiedDiff(
                        fromName, toName, before.get(), patch, CONTEXT);
        byte[] text = (String.join("\n", unified) + "\n").getBytes(StandardCharsets.UTF_8);
        return text.length < to.length ? Optional.of(text) : Optional.empty();
    }

    /** How many lines there are between what both begin with and what both end with. */
    private static int between(List<String> one, List<String> other) {
        int shorter = Math.min(one.size(), other.size());
        int first = 0;
        while (first < shorter && one.get(first).equals(other.get(first))) {
            first++;
        }
        int last = 0;
        while (last < shorter - first
                && one.get(one.size() - 1 - last).equals(other.get(other.size() - 1 - last))) {
            last++;
        }
        return one.size() + other.size() - 2 * (first + last);
    }

    private static Optional<List<String>> lines(byte[] bytes) {
        if (bytes.length > LARGEST) {
            return Optional.empty();
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            List<String> lines = Arrays.asList(text.split("\n", -1));
            if (text.endsWith("\n")) {
                lines = lines.subList(0, lines.size() - 1);
            }
            return Optional.of(lines);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
