package dev.landline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeBytesTest {

    private final ProbeBytes bytes = new ProbeBytes();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 250, 251, 65_536, (1L << 36) - 7})
    void aByteSaysWhereItBelongs(long offset) {
        byte[] piece = bytes.piece(offset, 1000);

        for (int i = 0; i < piece.length; i++) {
            assertThat(piece[i] & 0xFF).isEqualTo((int) ((offset + i) % 251));
        }
        assertThat(bytes.wrong(offset, piece, piece.length)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535})
    void aByteThatIsWrongIsFound(int index) {
        byte[] piece = bytes.piece(77, ProbeBytes.PIECE);
        piece[index]++;

        assertThat(bytes.wrong(77, piece, piece.length)).isEqualTo(77 + index);
    }

    /** Sizes that things on the way have. */
    @ParameterizedTest
    @ValueSource(longs = {1, 1448, 4096, 16_384, 65_536, 1 << 20, 16 << 20})
    void aBlockAtTheWrongPlaceIsFound(long distance) {
        assertThat(bytes.wrong(distance, bytes.piece(0, 100), 100)).isEqualTo(distance);
    }
}
