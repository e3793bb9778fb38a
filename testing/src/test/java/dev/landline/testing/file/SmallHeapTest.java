package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client and a server in one process with 128 MiB, and a copy that is much larger. {@code
 * -Dfiles=100000 -Dgib=10} is the full size.
 */
@Timeout(1800)
class SmallHeapTest {

    private static final int FILES = Integer.getInteger("files", 5_000);
    private static final long BYTES = Long.getLong("gib", 1) << 30;
    private static final int IN_A_DIRECTORY = 10_000;
    private static final int BLOCK = 1 << 20;

    @TempDir private Path directory;

    private String copyThereAndBack(Path source) throws Exception {
        Process process =
                OwnProcess.start(
                        directory,
                        "both",
                        source.toString(),
                        directory.resolve("there").toString(),
                        directory.resolve("back").toString());
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void manyFiles() throws Exception {
        Path source = directory.resolve("source");
        for (int i = 0; i < FILES; i++) {
            Path in = source.resolve(Integer.toString(i / IN_A_DIRECTORY));
            if (i % IN_A_DIRECTORY == 0) {
                Files.createDirectories(in);
            }
            Files.writeString(in.resolve("file " + i), "content " + i);
        }
        String said = copyThereAndBack(source);
        int things = FILES + 1 + (FILES + IN_A_DIRECTORY - 1) / IN_A_DIRECTORY;
        assertThat(said.lines()).hasSize(2).allMatch(it -> it.contains("done=" + things + ","));
        for (int i = 0; i < FILES; i += 997) {
            Path file = Path.of(Integer.toString(i / IN_A_DIRECTORY), "file " + i);
            assertThat(directory.resolve("back").resolve(file)).hasContent("content " + i);
        }
    }

    @Test
    void oneLargeFile() throws Exception {
        Path source = directory.resolve("source");
        byte[] block = new byte[BLOCK];
        try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
            for (long at = 0; at < BYTES; at += BLOCK) { // no zeros, and no two blocks alike
                java.util.Arrays.fill(block, (byte) (1 + at / BLOCK % 255));
                block[(int) (at / BLOCK % BLOCK)] = 0;
                file.write(block);
            }
        }
        assertThat(copyThereAndBack(source).lines())
                .hasSize(2)
                .allMatch(it -> it.contains("moved=" + BYTES));
        assertThat(Files.mismatch(source, directory.resolve("back"))).isEqualTo(-1);
    }
}
