package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SignalTest {

    @ParameterizedTest
    @MethodSource("everySignal")
    void everyNameLeadsBackToItsSignal(Signal signal) {
        assertThat(Signal.named(signal.name())).contains(signal);
        assertThat(Signal.named("SIG" + signal.name())).contains(signal);
        assertThat(Signal.named(signal.name().toLowerCase(Locale.ROOT))).contains(signal);
        assertThat(Signal.named(Integer.toString(signal.number()))).contains(signal);
    }

    @Test
    void theNumbersAreThoseOfTheSystem() throws Exception {
        try (LaunchedCommands commands = new LaunchedCommands()) {
            // 16 has no name in some shells.
            String script =
                    "for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 17 18 19 20 21 22 23 24"
                            + " 25 26 27 28 30 31; do kill -l $n; done";
            assertThat(commands.shell(script).out().lines())
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 31)
                                    .filter(number -> number != 16 && number != 29)
                                    .mapToObj(number -> new Signal(number).name())
                                    .toList());
        }
    }

    @Test
    void otherNamesForTheSameSignalAreKnown() {
        assertThat(Signal.named("IOT")).contains(new Signal(6));
        assertThat(Signal.named("CLD")).contains(new Signal(17));
        assertThat(Signal.named("SIGPOLL")).contains(new Signal(29));
        assertThat(Signal.named("RTMAX-1")).contains(new Signal(63));
        assertThat(new Signal(34).name()).isEqualTo("RTMIN");
        assertThat(new Signal(36).name()).isEqualTo("RTMIN+2");
        assertThat(new Signal(64).name()).isEqualTo("RTMAX");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "SIG", "NOPE", "0", "65", "-9", "RTMIN+31", "RTMAX-31", "SIGSIGHUP"})
    void whatIsNoSignalIsNotFound(String name) {
        assertThat(Signal.named(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65, 128})
    void thereIsNoSignalOfThatNumber(int number) {
        assertThatThrownBy(() -> new Signal(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 64");
    }

    private static Stream<Signal> everySignal() {
        return IntStream.rangeClosed(1, 64).mapToObj(Signal::new);
    }
}
