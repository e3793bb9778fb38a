package dev.landline.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holes, and places beyond what fits an int. */
@Timeout(60)
class SparseFileTest {

    private static final long GIB = 1L << 30;

    @TempDir private Path path;

    @Test
    void dataAndHolesOfFiveGibibytesAreFound() throws Exception {
        try (Directory directory = Directory.open(FileName.of(path));
                OpenFile file = directory.create(FileName.of("sparse"), 0600)) {
            ByteBuffer mebibyte = ByteBuffer.allocateDirect(1 << 20);
            file.write(mebibyte, 3 * GIB);
            file.truncate(5 * GIB);

            FileFacts facts = file.facts();
            assertThat(facts.size()).isEqualTo(5 * GIB);
            assertThat(facts.allocated()).isBetween(1L << 20, 16L << 20);
            assertThat(directory.facts(FileName.of("sparse")).size()).isEqualTo(5 * GIB);
            assertThat(file.nextData(0)).isEqualTo(3 * GIB);
            assertThat(file.nextData(3 * GIB + 5)).isEqualTo(3 * GIB + 5);
            assertThat(file.nextHole(0)).isZero();
            assertThat(file.nextHole(3 * GIB)).isEqualTo(3 * GIB + (1 << 20));
            assertThat(file.nextData(3 * GIB + (1 << 20))).isEqualTo(5 * GIB);
            assertThat(file.nextData(5 * GIB)).isEqualTo(5 * GIB);
            assertThat(file.nextHole(6 * GIB)).isEqualTo(5 * GIB);

            file.write(ByteBuffer.allocateDirect(1).put((byte) 42).flip(), 5 * GIB - 1);
            ByteBuffer one = ByteBuffer.allocateDirect(1);
            assertThat(file.read(one, 5 * GIB - 1)).isEqualTo(1);
            assertThat(one.get(0)).isEqualTo((byte) 42);
            assertThat(file.read(one.clear(), 5 * GIB)).isEqualTo(-1);
        }
    }

    @Test
    void aFileWithoutHolesEndsInOne() throws Exception {
        try (Directory directory = Directory.open(FileName.of(path));
                OpenFile file = directory.create(FileName.of("full"), 0600)) {
            assertThat(file.nextData(0)).isZero();
            assertThat(file.nextHole(0)).isZero();
            file.write(ByteBuffer.allocateDirect(10_000), 0);
            file.beginWriteback(0, 0);
            file.sync();
            assertThat(file.nextData(17)).isEqualTo(17);
            assertThat(file.nextHole(17)).isEqualTo(10_000);
        }
    }
}
