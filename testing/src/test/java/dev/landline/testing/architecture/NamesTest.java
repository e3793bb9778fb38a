package dev.landline.testing.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thing lives where its noun lives: no package and no class is named after nothing. */
class NamesTest {
    private static final Set<String> EMPTY_WORDS =
            Set.of("util", "utils", "common", "impl", "helper", "helpers", "manager", "managers");
    private static final Pattern WORD_BOUNDARY =
            Pattern.compile("[._$]|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    @Test
    void noNameHoldsAnEmptyWord() {
        ProductionCode.assertAtLeast(100, "dev.landline");
        assertThat(ProductionCode.CLASSES)
                .extracting(JavaClass::getName)
                .filteredOn(NamesTest::holdsAnEmptyWord)
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dev.landline.util.Bytes, true",
        "dev.landline.ByteUtils, true",
        "dev.landline.TLSManager$Inner, true",
        "dev.landline.Outer$InnerImpl, true",
        "dev.landline.wire.Frame, false",
        "dev.landline.wire.Implicit, false",
        "dev.landline.wire.Commons, false",
    })
    void theRuleKnowsAnEmptyWordWhenItSeesOne(String name, boolean empty) {
        assertThat(holdsAnEmptyWord(name)).isEqualTo(empty);
    }

    private static boolean holdsAnEmptyWord(String name) {
        return WORD_BOUNDARY
                .splitAsStream(name)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .anyMatch(EMPTY_WORDS::contains);
    }
}
