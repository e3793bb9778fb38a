package dev.landline.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.flow.Waiter;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryLinkTest {

    private final MemoryLink.Pair pair = MemoryLink.pair(10);

    @Test
    void aWriterWaitsForRoomAndNotForMore() throws Exception {
        pair.one().output().write(new byte[10]);
        Waiter<Void> more = Waiter.doing(() -> pair.one().output().write(1));
        assertThat(pair.other().input().read()).isZero();
        more.get();
    }

    @Test
    void bytesKeepTheirOrderAroundTheRing() throws Exception {
        for (int i = 0; i < 100; i++) {
            pair.one().output().write(new byte[] {(byte) i, (byte) (i + 1), (byte) (i + 2)});
            byte[] got = new byte[7];
            int count = pair.other().input().readNBytes(got, 0, 3);
            assertThat(count).isEqualTo(3);
            assertThat(got).startsWith(i, i + 1, i + 2);
        }
    }

    @Test
    void whatWasWrittenBeforeTheEndIsReadBeforeTheEnd() throws Exception {
        pair.one().output().write(new byte[] {1, 2, 3});
        pair.one().finish();
        assertThat(pair.other().input().readAllBytes()).containsExactly(1, 2, 3);
        assertThat(pair.other().input().read()).isEqualTo(-1);
        assertThatThrownBy(() -> pair.other().output().write(1)).isInstanceOf(IOException.class);
    }

    @Test
    void abortEndsAWriterThatWaits() throws Exception {
        Waiter<Void> writer = Waiter.doing(() -> pair.one().output().write(new byte[100]));
        pair.other().abort();
        assertThat(writer.failure()).isInstanceOf(IOException.class);
    }
}
