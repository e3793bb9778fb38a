package dev.landline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.FileException;
import dev.landline.transfer.ReceiverMessage;
import dev.landline.transfer.SenderMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds section 6.10 of the specification against the messages of a transfer. */
class SpecTransferTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");
    private static final Pattern WORD = Pattern.compile("`([a-z_]+)`");

    private final String section = text();

    private static String text() {
        try {
            return Specification.read().section("6.10").text();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> named(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(type -> type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_"))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    private List<String> rows(String from, String to) {
        int start = section.indexOf(from);
        int end = section.indexOf(to, start);
        return ROW.matcher(section.substring(start, end))
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    @Test
    void everyMessageIsARowAndTheOtherWayRound() {
        assertThat(rows("From the sender", "From the receiver"))
                .hasSizeGreaterThan(10)
                .containsExactlyInAnyOrderElementsOf(named(SenderMessage.class));
        assertThat(rows("From the receiver", "1. Entries"))
                .hasSizeGreaterThan(8)
                .containsExactlyInAnyOrderElementsOf(named(ReceiverMessage.class));
    }

    @Test
    void everyCodeIsNamed() {
        String codes = section.substring(section.indexOf("The codes:"));
        List<String> found = new ArrayList<>();
        for (MatchResult word :
                WORD.matcher(codes.substring(0, codes.indexOf("One that"))).results().toList()) {
            found.add(word.group(1));
        }

        assertThat(new TreeSet<>(found))
                .hasSizeGreaterThan(20)
                .isEqualTo(
                        new TreeSet<>(
                                Arrays.stream(FileException.Reason.values())
                                        .map(FileException.Reason::wire)
                                        .toList()));
    }
}
