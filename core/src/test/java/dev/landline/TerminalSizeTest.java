package dev.landline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSizeTest {

    @Test
    void theSmallestAndTheLargestAreAllowed() {
        assertThat(new TerminalSize(1, 65_535)).isEqualTo(new TerminalSize(1, TerminalSize.MAX));
        assertThat(new TerminalSize(65_535, 1).columns()).isEqualTo(65_535);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 65_536, Integer.MAX_VALUE})
    void whatATerminalCannotBeToldIsRefused(int value) {
        assertThatThrownBy(() -> new TerminalSize(value, 24))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("terminal columns: expected 1 to 65535, got " + value);
        assertThatThrownBy(() -> new TerminalSize(80, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("terminal rows: expected 1 to 65535, got " + value);
    }
}
