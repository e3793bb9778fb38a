package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.Landline;
import dev.landline.client.TransferResult;
import dev.landline.file.FileName;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.transfer.Compare;
import dev.landline.transfer.TransferListener;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that change while they are copied come as they were at one moment, or not at all. */
@Timeout(120)
class ChangingSourceTest {

    private static final int MIB = 1 << 20;
    private static final int SIZE = 4 * MIB;

    @TempDir private Path directory;

    private interface Change {
        void to(Path file) throws IOException;
    }

    /** Does something to a file when so much of it has been read, so many times. */
    private static final class Meddler implements TransferListener {
        private final Path file;
        private final Change change;
        private int left;

        Meddler(Path file, int times, Change change) {
            this.file = file;
            this.left = times;
            this.change = change;
        }

        @Override
        public void progress(long bytes, long moved) {
            if (left > 0 && bytes >= SIZE / 2 && bytes < SIZE / 2 + MIB) {
                left--;
                try {
                    change.to(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static void overwrite(Path file, byte[] bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.write(bytes);
        }
    }

    private TransferResult put(Path source, Path target, TransferListener listener)
            throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            return line.put(List.of(source), target.toString()).listener(listener).run();
        }
    }

    @Test
    void rewrittenOnceItComesAsItIsThen() throws Exception {
        Path source = Files.write(directory.resolve("source"), random(SIZE, 1));
        Path target = directory.resolve("target");
        byte[] later = random(SIZE, 2);
        TransferResult result =
                put(source, target, new Meddler(source, 1, file -> overwrite(file, later)));
        assertThat(result.failed()).isZero();
        assertThat(target).hasBinaryContent(later);
    }

    @Test
    void rewrittenAgainAndAgainItIsGivenUp() throws Exception {
        Path source = Files.write(directory.resolve("source"), random(SIZE, 1));
        Path target = Files.writeString(directory.resolve("target"), "old");
        Report report = new Report();
        int[] round = {0};
        Meddler meddler =
                new Meddler(source, 1000, file -> overwrite(file, random(SIZE, 100 + round[0]++)));
        TransferResult result =
                put(
                        source,
                        target,
                        new TransferListener() {
                            @Override
                            public void progress(long bytes, long moved) {
                                meddler.progress(bytes, moved);
                            }

                            @Override
                            public void failed(
                                    FileName name,
                                    dev.landline.file.FileException.Reason reason,
                                    String message) {
                                report.failed(name, reason, message);
                            }
                        });
        assertThat(result.failed()).isEqualTo(1);
        assertThat(report.failures().getFirst()).startsWith("failed source changed: ");
        assertThat(target).hasContent("old");
    }

    @Test
    void aLogThatGrowsComesAsFarAsItWas() throws Exception {
        Path source = Files.write(directory.resolve("source"), random(SIZE, 1));
        Path target = directory.resolve("target");
        TransferResult result =
                put(
                        source,
                        target,
                        new Meddler(
                                source,
                                1000,
                                file ->
                                        Files.write(
                                                file, random(5000, 3), StandardOpenOption.APPEND)));
        assertThat(result.failed()).isZero();
        byte[] there = Files.readAllBytes(target);
        assertThat(there.length).isGreaterThanOrEqualTo(SIZE);
        assertThat(Files.size(source)).isGreaterThan(there.length);
        assertThat(there).isEqualTo(Arrays.copyOf(Files.readAllBytes(source), there.length));
    }

    @Test
    void cutShortItComesShort() throws Exception {
        byte[] content = random(SIZE, 1);
        Path source = Files.write(directory.resolve("source"), content);
        Path target = directory.resolve("target");
        TransferResult result =
                put(
                        source,
                        target,
                        new Meddler(
                                source,
                                1,
                                file -> {
                                    try (RandomAccessFile open =
                                            new RandomAccessFile(file.toFile(), "rw")) {
                                        open.setLength(MIB);
                                    }
                                }));
        assertThat(result.failed()).isZero();
        assertThat(target).hasBinaryContent(Arrays.copyOf(content, MIB));
    }

    @Test
    void replacedByAnotherFileItComesAsOneOfTheTwo() throws Exception {
        byte[] content = random(SIZE, 1);
        Path source = Files.write(directory.resolve("source"), content);
        Path other = Files.write(directory.resolve("other"), random(SIZE, 2));
        Path target = directory.resolve("target");
        byte[] later = Files.readAllBytes(other);
        TransferResult result =
                put(
                        source,
                        target,
                        new Meddler(
                                source,
                                1,
                                file ->
                                        Files.move(
                                                other,
                                                file,
                                                java.nio.file.StandardCopyOption
                                                        .REPLACE_EXISTING)));
        assertThat(result.failed()).isZero();
        byte[] there = Files.readAllBytes(target);
        assertThat(Arrays.equals(there, content) || Arrays.equals(there, later)).isTrue();
    }

    @Test
    void aDifferenceToAFileThatChangesInUseIsRightAllTheSame() throws Exception {
        byte[] content = random(SIZE, 1);
        byte[] changed = content.clone();
        changed[100]++;
        Path source = Files.write(directory.resolve("source"), changed);
        Path target = Files.write(directory.resolve("target"), content);
        Files.setLastModifiedTime(target, FileTime.fromMillis(0)); // they were written at once
        boolean[] meddled = {false};
        TransferListener meddler =
                new TransferListener() {
                    @Override
                    public void begun(FileName name, long offset, java.util.OptionalLong size) {
                        if (!meddled[0]) {
                            meddled[0] = true;
                            try {
                                overwrite(target, random(SIZE, 4));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }
                    }
                };
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            TransferResult result =
                    line.put(List.of(source), target.toString())
                            .delta(true)
                            .compare(Compare.TIME)
                            .listener(meddler)
                            .run();
            assertThat(result.failed()).isZero();
        }
        assertThat(meddled[0]).isTrue();
        assertThat(target).hasBinaryContent(changed);
    }
}
