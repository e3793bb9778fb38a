package dev.landline.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    @Test
    void piecesAreATwentiethOfASecondAndNeverNothing() {
        assertThat(new RateLimit(1).piece(1000)).isEqualTo(1);
        assertThat(new RateLimit(2000).piece(1000)).isEqualTo(100);
        assertThat(new RateLimit(Long.MAX_VALUE).piece(1000)).isEqualTo(1000);
    }

    @Test
    void whatIsPassedTakesItsTime() throws Exception {
        RateLimit limit = new RateLimit(1_000_000);
        long began = System.nanoTime();
        for (int i = 0; i < 21; i++) {
            limit.pass(10_000);
        }
        assertThat(System.nanoTime() - began).isGreaterThan(190_000_000);
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        RateLimit limit = new RateLimit(1);
        limit.pass(1000);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> limit.pass(1)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
