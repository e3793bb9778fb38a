package dev.landline.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnDisconnectTest {

    @Test
    void everyPolicyHasItsWord() {
        assertThat(OnDisconnect.kill().word()).isEqualTo("kill");
        assertThat(OnDisconnect.keep().word()).isEqualTo("keep");
        assertThat(OnDisconnect.keep(Duration.ofHours(1)).word()).isEqualTo("keep");
        assertThat(OnDisconnect.detach().word()).isEqualTo("detach");
    }

    @Test
    void keepsForATimeOrForWhatIsUsual() {
        assertThat(OnDisconnect.keep()).isEqualTo(new OnDisconnect.Keep(Optional.empty()));
        assertThat(OnDisconnect.keep(Duration.ofMillis(1)))
                .isEqualTo(new OnDisconnect.Keep(Optional.of(Duration.ofMillis(1))));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 2_147_483_648L})
    void aTimeThatCannotBeIsRefused(long millis) {
        assertThatThrownBy(() -> OnDisconnect.keep(Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keep: expected 1 to 2147483647 ms, got " + millis);
    }
}
