package dev.landline.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.FileName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTargetsTest {

    @ParameterizedTest
    @CsvSource({
        "0, a, true",
        "0, a/b/c, true",
        "0, ., true",
        "0, .., false",
        "0, ../a, false",
        "0, a/.., false", // a may be a link itself,
        "0, a/../.., false",
        "0, a/../../a, false",
        "0, ./../a, false",
        "0, a/./../.., false",
        "0, ..., true",
        "0, ..a, true",
        "1, .., true",
        "1, ../, true",
        "1, ../.., false",
        "1, ..//.., false",
        "1, ../../tree, false",
        "3, ../../../a, true",
        "3, ../../../../a, false",
        "5, /, false",
        "5, /etc/passwd, false",
        "5, //etc, false"
    })
    void staysInside(int depth, String target, boolean inside) {
        assertThat(LinkTargets.staysInside(depth, FileName.of(target))).isEqualTo(inside);
    }
}
