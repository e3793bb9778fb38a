package dev.landline.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Rates as people type them. */
class RateTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "700B, 700",
        "500k, 512000",
        "500K, 512000",
        "500KiB, 512000",
        "500kB, 500000",
        "10MiB, 10485760",
        "10M/s, 10485760",
        "1.5M, 1572864",
        "10MB, 10000000",
        "1G, 1073741824",
        "1GiB, 1073741824",
        "2GB, 2000000000",
        "0.5k, 512"
    })
    void itIsBytesInASecond(String text, long bytes) {
        assertThat(new Rate().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fast",
                "0",
                "-1",
                "0.0001",
                "10 MiB",
                "10mib",
                "10T",
                "1e6",
                "9999999999G",
                "1.2.3k",
                "k"
            })
    void theRestIsNone(String text) {
        assertThatThrownBy(() -> new Rate().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage(
                        "expected bytes in a second such as 10MiB, 500k or 1G, 1 or more, got '"
                                + text
                                + "'");
    }
}
