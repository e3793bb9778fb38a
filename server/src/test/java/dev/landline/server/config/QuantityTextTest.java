package dev.landline.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations and sizes as text. */
class QuantityTextTest {

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "1ms, PT0.001S",
        "1500ms, PT1.5S",
        "90s, PT1M30S",
        "2m, PT2M",
        "25h, PT25H",
        "999999999h, PT999999999H"
    })
    void durationsAreReadAndShown(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
        assertThat(DurationText.shown(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1000ms, 1s", "0ms, 0s", "120s, 2m", "60m, 1h", "007s, 7s"})
    void durationsAreShownInTheirLargestWholeUnit(String text, String shown) {
        assertThat(DurationText.parse(text).map(DurationText::shown)).contains(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "5",
                "5S",
                "5 s",
                " 5s",
                "5s ",
                "5d",
                "1m30s",
                "+5s",
                "-5s",
                "1e3ms",
                "1000000000s",
                "٥s"
            })
    void otherTextsAreNoDurations(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0B, 0", "1023B, 1023", "1KiB, 1024", "64KiB, 65536", "16MiB, 16777216"})
    void sizesAreReadAndShown(String text, long bytes) {
        assertThat(SizeText.parse(text)).contains(bytes);
        assertThat(SizeText.shown(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1GiB, 1024MiB", "1024KiB, 1MiB", "2048B, 2KiB"})
    void sizesAreShownInMebibytesAtMost(String text, String shown) {
        assertThat(SizeText.parse(text).map(SizeText::shown)).contains(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KiB", "64", "64kib", "64KB", "64K", "64 KiB", "0.5MiB", "-1B"})
    void otherTextsAreNoSizes(String text) {
        assertThat(SizeText.parse(text)).isEmpty();
    }
}
