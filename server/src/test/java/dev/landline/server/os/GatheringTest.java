package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final long BEGAN = 7_000_000_000L;

    private final Gathering gathering = new Gathering(BEGAN);

    @Test
    void aFastCommandIsLeftAloneAndASlowOneIsNot() {
        gathering.read(100);
        assertThat(gathering.empty(BEGAN + 999)).as("100 bytes in 999 ns").isTrue();
        gathering.read(60);
        gathering.read(40);
        assertThat(gathering.empty(BEGAN + 999 + 1000)).as("100 bytes in 1000 ns").isFalse();
    }

    @Test
    void eachPauseIsEarnedAnew() {
        gathering.read(1 << 30);
        assertThat(gathering.empty(BEGAN + 1)).isTrue();
        assertThat(gathering.empty(BEGAN + 2)).isFalse();
    }

    @Test
    void aFloodOfManyGigabytesIsFast() {
        for (int i = 0; i < 100_000; i++) {
            gathering.read(1 << 20);
        }
        assertThat(gathering.empty(BEGAN + 1_000_000_000L)).isTrue();
    }
}
