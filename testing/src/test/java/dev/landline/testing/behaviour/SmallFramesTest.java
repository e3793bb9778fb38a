package dev.landline.testing.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A window bounds bytes, and so it must bound what the bytes cost. */
class SmallFramesTest {

    private static final int FRAMES = 200_000;

    @Test
    void aWindowFullOfFramesOfOneByteTakesNoMoreThanAFewWindows() throws Exception {
        try (Served served = Served.by(Services::byName)) {
            served.client.send(Served.open(1, "hold"));
            served.client.expect(Frame.Opened.class);
            long before = usedAfterCollection();
            FrameEncoder encoder = new FrameEncoder();
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int i = 0; i < FRAMES; i++) {
                encoder.write(
                        new Frame.Data(1, "stdin", i, ByteBuffer.wrap(new byte[] {(byte) i})),
                        batch);
                if (batch.size() > 60_000) {
                    served.client.sendBytes(batch.toByteArray());
                    batch.reset();
                }
            }
            served.client.sendBytes(batch.toByteArray());
            served.settle();
            assertThat(usedAfterCollection() - before).isLessThan(FRAMES * 10L);

            served.client.send(new Frame.Eof(1, "stdin", FRAMES), new Frame.Signal(1, "GO"));
            served.client.await(Frame.Exit.class);
        }
    }

    private static long usedAfterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
