package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.Landline;
import dev.landline.client.TransferResult;
import dev.landline.testing.behaviour.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a client, and of a server, half-way: a second copy does the rest. */
@Timeout(180)
class KilledCopyTest {

    private static final int MIB = 1 << 20;
    private static final long BYTES = 24L * MIB;
    private static final long SLOW = 8L * MIB;

    @TempDir private Path directory;
    private Path source = Path.of("/");
    private Path target = Path.of("/");

    @BeforeEach
    void folders() throws IOException {
        source = directory.resolve("source");
        target = Files.createDirectory(directory.resolve("target"));
        Files.createDirectory(directory.resolve("left"));
    }

    @AfterEach
    void nothingIsIncomplete() throws IOException {
        assertThat(Trees.parts(target)).isEmpty();
    }

    private Running start(String... arguments) throws IOException {
        return new Running(OwnProcess.start(directory.resolve("left"), arguments));
    }

    private static long incomplete(Path in) {
        try {
            long size = 0;
            for (Path part : Trees.parts(in)) {
                size += Files.size(part);
            }
            return size;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long entries(Path in) {
        try (var all = Files.walk(in)) {
            return all.count();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    private TransferResult again(String server) throws Exception {
        try (Landline line = Landline.to(server).connect()) {
            return line.put(List.of(source), target.toString()).recursive(true).run();
        }
    }

    @Test
    void aFileWhoseClientWasKilledIsGoneOnWith() throws Exception {
        RandomFiles.write(source, BYTES, 1);
        try (Running server = start("serve")) {
            String where = server.line();
            Running client =
                    start("put", where, source.toString(), target.toString(), Long.toString(SLOW));
            Eventually.until("half is there", () -> incomplete(target) > BYTES / 2);
            client.kill();
            TransferResult result = again(where);
            assertThat(result.failed()).isZero();
            assertThat(result.moved()).isLessThan(BYTES * 6 / 10);
            assertThat(Files.mismatch(source, target.resolve("source"))).isEqualTo(-1);
        }
    }

    @Test
    void aFileWhoseServerWasKilledIsGoneOnWith() throws Exception {
        RandomFiles.write(source, BYTES, 1);
        Running killed = start("serve");
        String where = killed.line();
        FutureTask<Boolean> first =
                new FutureTask<>(() -> {
                    try (Landline line = Landline.to(where).connect()) {
                        return line.put(List.of(source), target.toString())
                                .limit(SLOW)
                                .run()
                                .isComplete();
                    }
                });
        Thread client = Thread.ofVirtual().start(first);
        Eventually.until("half is there", () -> incomplete(target) > BYTES / 2);
        killed.kill();
        client.interrupt();
        client.join();
        try (Running server = start("serve")) {
            TransferResult result = again(server.line());
            assertThat(result.failed()).isZero();
            assertThat(result.moved()).isLessThan(BYTES * 6 / 10);
            assertThat(Files.mismatch(source, target.resolve("source"))).isEqualTo(-1);
        }
    }

    @Test
    void aTreeOfSmallFilesLeavesNothingBehindOnceItIsCopiedAgain() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Path in = Files.createDirectories(source.resolve("d" + i % 7));
            RandomFiles.write(in.resolve("f" + i), 8_000, i);
        }
        for (boolean theServer : new boolean[] {false, true}) {
            Running killed = start("serve");
            Running client =
                    start(
                            "put",
                            killed.line(),
                            source.toString(),
                            target.toString(),
                            Long.toString(SLOW / 4));
            Eventually.until(
                    "some are there", () -> entries(target) > 300 || !client.process().isAlive());
            assertThat(client.process().isAlive()).isTrue();
            if (theServer) {
                killed.kill();
            }
            client.kill();
            killed.kill();
            try (Running server = start("serve")) {
                assertThat(again(server.line()).failed()).isZero();
            }
            Trees.assertSameContent(source, target.resolve("source"));
            assertThat(Trees.parts(target)).isEmpty();
            try (var all = Files.walk(target.resolve("source"))) {
                for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
