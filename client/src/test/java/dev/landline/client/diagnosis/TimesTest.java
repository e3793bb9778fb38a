package dev.landline.client.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    @Test
    void theOrderOfTheTimesDoesNotMatter() {
        Times times = new Times(IntStream.of(20, 3, 1, 7, 5).mapToObj(Duration::ofMillis).toList());

        assertThat(times.least()).isEqualTo(Duration.ofMillis(1));
        assertThat(times.median()).isEqualTo(Duration.ofMillis(5));
        assertThat(times.p95()).isEqualTo(Duration.ofMillis(20));
        assertThat(times.most()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void oneOfTwentyIsBeyondTheFewThatAreLate() {
        Times times = new Times(IntStream.rangeClosed(1, 20).mapToObj(Duration::ofMillis).toList());

        assertThat(times.median()).isEqualTo(Duration.ofMillis(10));
        assertThat(times.p95()).isEqualTo(Duration.ofMillis(19));
    }

    @Test
    void noTimesAreZero() {
        assertThat(new Times(List.of()).median()).isZero();
        assertThat(new Times(List.of()).most()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "312000, 0.31 ms",
        "1100000, 1.1 ms",
        "18400000, 18 ms",
        "999400000, 999 ms",
        "2400000000, 2.4 s",
        "61000000000, 61 s"
    })
    void aTimeIsSaidWithTwoDigitsOrThree(long nanos, String words) {
        assertThat(Words.time(Duration.ofNanos(nanos))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1500, 1.5 kB", "110000000, 110 MB", "3400000000, 3.4 GB"})
    void anAmountIsSaidInPowersOfAThousand(double bytes, String words) {
        assertThat(Words.amount(bytes)).isEqualTo(words);
    }
}
