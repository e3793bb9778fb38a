package dev.landline.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Room on a terminal. */
class ColumnsTest {

    @ParameterizedTest
    @CsvSource({
        "abcdef, 6, abcdef",
        "abcdef, 5, ab…ef",
        "abcdef, 4, a…ef",
        "abcdef, 1, …",
        "文件文件, 8, 文件文件",
        "文件文件, 7, 文件…件",
        "文件文件, 6, 文…件",
        "文件文件, 5, 文…件",
        "文件文件, 4, …件",
        "a😀b😀c, 6, a…😀c"
    })
    void theMiddleIsLeftOut(String text, int room, String shown) {
        assertThat(Columns.shortened(text, room)).isEqualTo(shown);
        assertThat(Columns.of(shown)).isLessThanOrEqualTo(room);
    }
}
