package dev.landline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000", "\u001b", "\n", "\r", "\t", "\u007f", "\u009b", "\u200f", "\u202e",
                "\u2028", "\u2029", "\ufeff", "\ud83d", "\ude00"
            })
    void whatATerminalObeysIsAQuestionMark(String odd) {
        assertThat(Printable.of("a" + odd + "b")).isEqualTo("a?b");
    }

    @Test
    void longTextIsCut() {
        assertThat(Printable.of("x".repeat(1000))).isEqualTo("x".repeat(1000));
        assertThat(Printable.of("😀".repeat(30_000))).isEqualTo("😀".repeat(1000) + "…");
        assertThat(Printable.brief("x".repeat(61))).isEqualTo("x".repeat(60) + "…");
        assertThat(Printable.of("abc", 2)).isEqualTo("ab…");
        assertThat(Printable.of("abc", 3)).isEqualTo("abc");
    }

    @Test
    void ordinaryTextStaysAsItIs() {
        String text = "Grüße, 世界 😀 \\x1b";

        assertThat(Printable.of(text)).isEqualTo(text);
    }
}
