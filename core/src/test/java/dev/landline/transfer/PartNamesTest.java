package dev.landline.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.FileName;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartNamesTest {

    private final PartNames names = new PartNames();

    @Test
    void everyNameHasOneOfItsOwnAndKeepsIt() {
        Set<FileName> parts = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            FileName part = names.of(FileName.of("file-" + i));
            assertThat(PartNames.matches(part)).isTrue();
            assertThat(part.isComponent()).isTrue();
            parts.add(part);
        }
        assertThat(parts).hasSize(10_000).contains(new PartNames().of(FileName.of("file-77")));
    }

    @Test
    void theLongestNameAndBytesThatAreNoTextHaveOne() {
        byte[] longest = new byte[255];
        java.util.Arrays.fill(longest, (byte) 0xff);
        FileName part = names.of(FileName.of(longest));
        assertThat(PartNames.matches(part)).isTrue();
        assertThat(part.length()).isLessThan(255);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".landline-.part",
                ".landline-0123456789abcdef0123456789abcde.part",
                ".landline-0123456789abcdef0123456789abcdef0.part",
                ".landline-0123456789abcdef0123456789abcdeg.part",
                "xlandline-0123456789abcdef0123456789abcdef.part",
                ".landline-0123456789abcdef0123456789abcdef.parx",
                "file.part",
                ".part"
            })
    void nameOfNoIncompleteFile(String name) {
        assertThat(PartNames.matches(FileName.of(name))).isFalse();
    }
}
