package dev.landline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the other side only announces costs no memory, and what has passed is forgotten. */
class FrameReaderMemoryTest {

    private static final int KIB = 1024;

    @Test
    void aBodyBeyondWhatThisSideAcceptsIsRefusedBeforeItIsRead() throws IOException {
        byte[] bytes = Bytes.of(List.of(data(new byte[4097])));
        PiecewiseInput input = PiecewiseInput.byteByByte(bytes);

        Outcome outcome = Outcome.of(input, 4096);

        assertThat(outcome.code()).contains(ErrorCode.MALFORMED_FRAME);
        assertThat(outcome.message()).isEqualTo("data_size: expected at most 4096, got 4097");
        assertThat(input.taken()).isEqualTo(bytes.length - 4097);
        assertThat(Outcome.of(PiecewiseInput.whole(Bytes.of(List.of(data(new byte[4096])))), 4096))
                .extracting(Outcome::types)
                .isEqualTo(List.of("data"));
    }

    @Test
    void anAnnouncedBodyTakesNoMemoryUntilItComes() throws IOException {
        byte[] whole = Bytes.of(List.of(data(new byte[Framing.MAX_BODY])));
        byte[] cut = Arrays.copyOf(whole, whole.length - Framing.MAX_BODY + 10);
        PiecewiseInput input = PiecewiseInput.whole(cut);

        Outcome outcome = Outcome.of(input);

        assertThat(outcome.code()).contains(ErrorCode.CONNECTION_LOST);
        assertThat(outcome.message())
                .isEqualTo(
                        "the connection ended inside a frame: its body has 1048576 bytes,"
                                + " 10 of them arrived");
        assertThat(input.largestRead()).isLessThanOrEqualTo(64 * KIB);
    }

    @Test
    void anAnnouncedHeaderTakesNoMemoryUntilItComes() throws IOException {
        byte[] cut = Arrays.copyOf(Bytes.length(Framing.MAX_HEADER), 14);
        PiecewiseInput input = PiecewiseInput.whole(cut);

        Outcome outcome = Outcome.of(input);

        assertThat(outcome.code()).contains(ErrorCode.CONNECTION_LOST);
        assertThat(input.largestRead()).isLessThanOrEqualTo(8 * KIB);
    }

    @Test
    void theBufferIsLargeWhereMuchArrivesAndShrinksWhereLittleDoes() throws IOException {
        int crowd = 1000;
        int frame = Bytes.of(List.of(new Frame.Ping(1))).length;
        byte[] bytes = Bytes.of(Collections.nCopies(crowd + 20, new Frame.Ping(1)));
        PiecewiseInput input =
                new PiecewiseInput(bytes, at -> at < crowd * frame ? crowd * frame - at : frame);
        FrameReader reader = new FrameReader(input, Framing.MAX_BODY);

        for (int i = 0; i < crowd; i++) {
            assertThat(reader.read()).isEqualTo(new Frame.Ping(1));
        }
        assertThat(input.largestRead()).isBetween(7 * KIB, 8 * KIB);
        for (int i = 0; i < 20; i++) {
            assertThat(reader.read()).isEqualTo(new Frame.Ping(1));
        }
        assertThat(input.lastRead()).isLessThanOrEqualTo(KIB);
        assertThat(reader.read()).isNull();
    }

    @Test
    void namesThatComeOnceAreNotKept() throws IOException {
        FrameReader reader = new FrameReader(new EndlessNames(600), Framing.MAX_BODY);
        Runtime runtime = Runtime.getRuntime();
        long before = used(runtime);
        for (int i = 0; i < 600; i++) {
            assertThat(reader.read()).isInstanceOf(Frame.Ping.class);
        }
        long kept = used(runtime) - before;

        // 600 names of 60,000 bytes: a table of names would hold 36 MB of them
        assertThat(kept).isLessThan(12L * KIB * KIB);
        assertThat(reader.read()).isNull();
    }

    /** Pings, each with a field whose name occurs nowhere else. */
    private static final class EndlessNames extends InputStream {
        private int left;
        private InputStream current = InputStream.nullInputStream();

        EndlessNames(int frames) {
            left = frames;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("FrameReader reads arrays");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = current.read(target, offset, length);
            if (count < 0 && left > 0) {
                String name = left-- + "k".repeat(60_000);
                String header = "{\"type\":\"ping\",\"id\":1,\"" + name + "\":1}";
                current =
                        new ByteArrayInputStream(
                                Bytes.frame(header.getBytes(StandardCharsets.UTF_8)));
                count = current.read(target, offset, length);
            }
            return count;
        }
    }

    private static long used(Runtime runtime) {
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Frame.Data data(byte[] body) {
        return new Frame.Data(1, "stdout", 0, ByteBuffer.wrap(body));
    }
}
