package dev.landline.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.link.Link;
import dev.landline.link.MemoryLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A flaky link loses nothing that it was not told to lose, and does the same with the same seed.
 */
class FlakyLinkSplitTest {

    private static final int CAPACITY = 1 << 20;
    private static final byte[] BYTES = bytes();

    private static byte[] bytes() {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static List<Integer> piecesRead(long seed) throws IOException {
        MemoryLink.Pair pair = MemoryLink.pair(CAPACITY);
        pair.other().output().write(BYTES);
        pair.other().finish();
        Link flaky = new FlakyLink(pair.one(), seed);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<Integer> pieces = new ArrayList<>();
        byte[] chunk = new byte[BYTES.length];
        int count;
        while ((count = flaky.input().read(chunk)) >= 0) {
            all.write(chunk, 0, count);
            pieces.add(count);
        }
        assertThat(all.toByteArray()).isEqualTo(BYTES);
        return pieces;
    }

    @Test
    void theSameSeedSplitsInTheSamePlaces() throws Exception {
        assertThat(piecesRead(1)).isEqualTo(piecesRead(1)).isNotEqualTo(piecesRead(2));
        assertThat(piecesRead(1)).hasSizeGreaterThan(20).contains(1);
    }

    @Test
    void whatIsWrittenArrivesWhole() throws Exception {
        MemoryLink.Pair pair = MemoryLink.pair(CAPACITY);
        new FlakyLink(pair.one(), 3).output().write(BYTES);
        assertThat(pair.other().input().readNBytes(BYTES.length)).isEqualTo(BYTES);
    }

    @Test
    void aCutIsAtItsByteAndNamesTheSeed() throws Exception {
        MemoryLink.Pair pair = MemoryLink.pair(CAPACITY);
        Link flaky = new FlakyLink(pair.one(), 4711).cutOutputAt(1234);
        assertThatThrownBy(() -> flaky.output().write(BYTES))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("4711", "1234");
        assertThat(pair.other().input().readAllBytes()).hasSize(1234);
        assertThat(flaky.remote()).contains("4711");
    }

    @Test
    void inputIsCutAsWell() throws Exception {
        MemoryLink.Pair pair = MemoryLink.pair(CAPACITY);
        pair.other().output().write(BYTES);
        Link flaky = new FlakyLink(pair.one(), 7).cutInputAt(999);
        assertThat(flaky.input().readNBytes(999)).hasSize(999);
        assertThatThrownBy(() -> flaky.input().read())
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("seed 7", "999");
    }
}
