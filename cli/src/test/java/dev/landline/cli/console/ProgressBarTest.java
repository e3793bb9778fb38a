package dev.landline.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The bar, with a clock that a test turns. */
class ProgressBarTest {

    private static final long MIB = 1 << 20;

    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(-1_000_000_000L);

    private void after(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }

    @Test
    void itShowsShareRateAndRestAndErasesItself() {
        try (ProgressBar bar = new ProgressBar(drawn, true, nanos::get)) {
            bar.moved(OptionalLong.of(400 * MIB), 0);
            after(2000);
            bar.moved(OptionalLong.of(400 * MIB), 100 * MIB);

            assertThat(drawn)
                    .hasToString(
                            "\r[#####               ] 100 MiB of 400 MiB, 50.0 MiB/s, 0:06 left");
            drawn.reset();
        }
        assertThat(drawn.toString(StandardCharsets.US_ASCII)).matches("\r {60,80}\r");
    }

    @Test
    void withoutATotalItShowsOnlyWhatCame() {
        try (ProgressBar bar = new ProgressBar(drawn, true, nanos::get)) {
            bar.moved(OptionalLong.empty(), MIB);
            after(1000);
            bar.moved(OptionalLong.empty(), 10 * MIB);
        }
        assertThat(drawn.toString(StandardCharsets.US_ASCII))
                .startsWith("\r10.0 MiB, 10.0 MiB/s\r");
    }

    @Test
    void itIsDrawnTenTimesASecondAtMost() {
        try (ProgressBar bar = new ProgressBar(drawn, true, nanos::get)) {
            for (int i = 0; i <= 1000; i++) {
                bar.moved(OptionalLong.of(1000 * MIB), i * MIB);
                after(1);
            }
        }
        assertThat(drawn.toString(StandardCharsets.US_ASCII).chars().filter(c -> c == '[').count())
                .isBetween(9L, 10L);
    }

    @Test
    void whatIsSmallOrNotWantedIsNotDrawn() {
        try (ProgressBar small = new ProgressBar(drawn, true, nanos::get);
                ProgressBar unwanted = new ProgressBar(drawn, false, nanos::get)) {
            small.moved(OptionalLong.of(8 * MIB - 1), 0);
            unwanted.moved(OptionalLong.of(100 * MIB), 0);
            after(1000);
            small.moved(OptionalLong.of(8 * MIB - 1), 4 * MIB);
            unwanted.moved(OptionalLong.of(100 * MIB), 50 * MIB);
        }
        assertThat(drawn.size()).isZero();
    }
}
