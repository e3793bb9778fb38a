package dev.landline.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.TransferResult;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A copy in a line. */
class SummaryTest {

    private final Counts counts = new Counts();

    @BeforeEach
    void twelveFilesInADirectory() {
        counts.done(FileName.of("d"), FileKind.DIRECTORY, 0);
        for (int i = 0; i < 12; i++) {
            counts.done(FileName.of("f" + i), FileKind.FILE, 1);
        }
    }

    @Test
    void aCopy() {
        var result = new TransferResult(13, 0, 0, 0, 0, 3_417_000_000L, 3_417_000_000L);

        assertThat(Summary.of(result, counts, Duration.ofMillis(5100), false))
                .isEqualTo("12 files, 3.4 GB in 5.1 s, 670 MB/s");
    }

    @Test
    void aMirrorThatMovedDifferences() {
        counts.same(FileName.of("s"), FileKind.LINK, 0);
        var result = new TransferResult(13, 1, 0, 2, 3, 2_000_000, 1_000);

        assertThat(Summary.of(result, counts, Duration.ofSeconds(200), true))
                .isEqualTo(
                        "12 files, 2.0 MB (1.0 kB over the line) in 3 min 20 s, 10 kB/s;"
                                + " 1 unchanged, 2 deleted; 3 failed");
    }

    @Test
    void aRehearsal() {
        counts.would(FileName.of("w"), FileKind.FILE, 1);
        var result = new TransferResult(0, 1, 1, 2, 0, 0, 0);

        assertThat(Summary.ofRehearsal(result, counts))
                .isEqualTo("1 file to copy, 2 to delete; 0 unchanged");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "9949, 9.9 kB",
        "9950, 10 kB",
        "999499, 999 kB",
        "999500, 1.0 MB",
        "9223372036854775807, 9.2 EB"
    })
    void sizes(long bytes, String shown) {
        assertThat(DecimalSize.shown(bytes)).isEqualTo(shown);
    }
}
