package dev.landline.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.cli.console.ProgressLine;
import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress of a copy, with a clock that a test turns. */
class ProgressTest {

    private static final long MB = 1_000_000;
    private static final FileName ISO = FileName.of("images/a-disk-with-a-long-name.iso");
    private static final FileName NOTES = FileName.of("notes");

    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(-1);
    private final Advance advance = new Advance();

    private CopyProgress progress(int columns) {
        return new CopyProgress(
                new ProgressLine(drawn, true, Duration.ofMillis(300), nanos::get),
                nanos::get,
                () -> columns);
    }

    private void after(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }

    private String drawn() {
        return drawn.toString(StandardCharsets.UTF_8);
    }

    @Test
    void oneFile() {
        advance.total(1, 400 * MB, true);
        advance.begun(NOTES, 0, OptionalLong.of(400 * MB));
        advance.progress(100 * MB, 100 * MB);

        assertThat(ProgressText.of(advance, 50e6, 80))
                .isEqualTo("[#####               ] 100 MB of 400 MB, 50 MB/s, 0:06 left  notes");
    }

    @Test
    void severalFiles() {
        advance.total(12, 400 * MB, true);
        advance.same(NOTES, FileKind.FILE, 100 * MB);
        advance.begun(ISO, 0, OptionalLong.of(200 * MB));
        advance.progress(80 * MB, 80 * MB);

        assertThat(ProgressText.of(advance, 1e6, 120))
                .isEqualTo(
                        "[#########           ] 1/12 files, 180 MB of 400 MB, 1.0 MB/s, 3:40 left "
                                + " images/a-disk-with-a-long-name.iso 40%");
    }

    @Test
    void beforeEverythingIsCountedThereIsNoShare() {
        advance.total(7, 100 * MB, false);
        advance.begun(ISO, 0, OptionalLong.of(80 * MB));
        advance.progress(20 * MB, 20 * MB);

        assertThat(ProgressText.of(advance, 2e6, 80))
                .isEqualTo("0/7+ files, 20 MB, 2.0 MB/s  images/a-disk-with-a-long-name.iso 25%");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 40, 60, 70, 79, 80, 90, 100, 200})
    void itFitsTheTerminal(int columns) {
        advance.total(12, 400 * MB, true);
        advance.begun(FileName.of("文件/" + "很长的名字".repeat(9)), 0, OptionalLong.of(90 * MB));
        advance.progress(80 * MB, 80 * MB);

        String line = ProgressText.of(advance, 1e6, columns);

        assertThat(dev.landline.cli.console.Columns.of(line)).isLessThan(Math.max(2, columns));
    }

    @Test
    void namesAreHarmless() {
        advance.begun(FileName.of("a\033[2Jb\nc"), 0, OptionalLong.of(1));

        assertThat(ProgressText.of(advance, 0, 80)).endsWith("  a\\x1b[2Jb\\x0ac");
    }

    @Test
    void aFileThatBeginsAgainCountsOnce() {
        advance.begun(ISO, 0, OptionalLong.of(100));
        advance.progress(60, 60);
        advance.begun(ISO, 40, OptionalLong.of(100));
        assertThat(advance.bytes()).isEqualTo(40);
        advance.progress(100, 60);
        assertThat(advance.bytes()).isEqualTo(100);
        assertThat(advance.flowed()).isEqualTo(120);
        advance.done(ISO, FileKind.FILE, 100);
        assertThat(advance.bytes()).isEqualTo(100);
        assertThat(advance.files()).isEqualTo(1);
    }

    @Test
    void filesAreSettledAfterTheNextHasBegun() {
        advance.begun(ISO, 0, OptionalLong.of(100));
        advance.progress(100, 100);
        advance.begun(NOTES, 0, OptionalLong.of(50));
        advance.progress(10, 10);
        assertThat(advance.bytes()).isEqualTo(110);
        advance.done(ISO, FileKind.FILE, 100);
        assertThat(advance.bytes()).isEqualTo(110);
        advance.failed(NOTES, FileException.Reason.NO_SPACE, "full");
        assertThat(advance.bytes()).isEqualTo(100);
    }

    @Test
    void itIsDrawnLateAndSeldomAndErased() {
        try (CopyProgress progress = progress(80)) {
            progress.total(1, 1000 * MB, true);
            progress.begun(NOTES, 0, OptionalLong.of(1000 * MB));
            for (int i = 1; i <= 299; i++) {
                after(1);
                progress.progress(i * MB, MB);
            }
            assertThat(drawn()).isEmpty();
            for (int i = 300; i <= 1000; i++) {
                after(1);
                progress.progress(i * MB, MB);
            }
            assertThat(drawn()).startsWith("\r[######  ").contains(" 1.0 GB/s, 0:00 left  notes");
            assertThat(drawn().chars().filter(c -> c == '[').count()).isEqualTo(8);
            drawn.reset();
        }
        assertThat(drawn()).matches("\r {60,79}\r");
    }

    @Test
    void othersWriteWhereItWas() {
        try (CopyProgress progress = progress(80)) {
            progress.begun(NOTES, 0, OptionalLong.of(2));
            after(300);
            progress.progress(1, 1);
            int width = drawn().length() - 1;
            progress.aside(() -> drawn.writeBytes(new byte[] {'!', '\n'}));

            assertThat(drawn()).endsWith("\r" + " ".repeat(width) + "\r!\n");
        }
        assertThat(drawn()).endsWith("!\n");
    }

    @Test
    void theRateIsThatOfLately() {
        Speed speed = new Speed(0);
        long bytes = 0;
        for (int tenth = 1; tenth <= 100; tenth++) {
            bytes += MB;
            speed.measure(tenth * 100_000_000L, bytes);
        }
        double steady = speed.measure(10_000_000_000L, bytes);
        double stalled = steady;
        for (int tenth = 101; tenth <= 200; tenth++) {
            stalled = speed.measure(tenth * 100_000_000L, bytes);
        }
        assertThat(steady).isBetween(9.9e6, 10.1e6);
        assertThat(stalled).isLessThan(1e6);
    }
}
