package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.Landline;
import dev.landline.client.TransferResult;
import dev.landline.testing.CuttingProxy;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies over lines that are cut again and again: every byte arrives, few go twice, and no file has
 * its name before it is whole. {@code -Dmebibytes=1024 -Dcuts=50} is the full size.
 */
@Timeout(900)
class CutCopyTest {

    private static final long BYTES = Long.getLong("mebibytes", 64) << 20;
    private static final int ENTRIES = Integer.getInteger("entries", 2_000);

    /** What can be on the way when a line is cut: the window, buffers of the sockets, messages. */
    private static final long UNDER_WAY = 12 << 20;

    /** A block is counted when it was sent: one that a cut has parted is not. */
    private static final long UNCOUNTED = 512 << 10;

    private static final long OLD = 12345;

    @TempDir private Path directory;

    private static void assertMovedLittleTwice(TransferResult result, CuttingProxy... proxies) {
        long cuts = 0;
        for (CuttingProxy proxy : proxies) {
            cuts += proxy.cuts();
        }
        assertThat(cuts).isGreaterThan(Cut.CUTS / 2);
        assertThat(result.moved()).isBetween(BYTES - cuts * UNCOUNTED, BYTES + cuts * UNDER_WAY);
    }

    private void assertWhole(Path source, Path target) throws Exception {
        assertThat(Files.mismatch(source, target)).isEqualTo(-1);
        assertThat(Trees.parts(directory)).isEmpty();
    }

    @Test
    void putOfOneLargeFile() throws Exception {
        Path source = RandomFiles.write(directory.resolve("source"), BYTES, 1);
        Path target = RandomFiles.write(directory.resolve("target"), OLD, 2);
        NeverPartial listener = new NeverPartial(target);
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = Cut.proxy(server, BYTES);
                Landline line = Cut.through(server, proxy)) {
            TransferResult result =
                    line.put(List.of(source), target.toString()).listener(listener).run();
            assertThat(result.done()).isEqualTo(1);
            assertThat(result.failed()).isZero();
            assertMovedLittleTwice(result, proxy);
        }
        listener.assertOnly(OLD, BYTES);
        assertWhole(source, target);
    }

    @Test
    void getOfOneLargeFile() throws Exception {
        Path source = RandomFiles.write(directory.resolve("source"), BYTES, 1);
        Path target = directory.resolve("target");
        NeverPartial listener = new NeverPartial(target);
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = Cut.proxy(server, BYTES);
                Landline line = Cut.through(server, proxy)) {
            TransferResult result =
                    line.get(List.of(source.toString()), target).listener(listener).run();
            assertThat(result.done()).isEqualTo(1);
            assertThat(result.failed()).isZero();
            assertMovedLittleTwice(result, proxy);
        }
        listener.assertOnly(BYTES);
        assertWhole(source, target);
    }

    @Test
    void oneLargeFileBetweenServers() throws Exception {
        Path source = RandomFiles.write(directory.resolve("source"), BYTES, 1);
        Path target = directory.resolve("target");
        NeverPartial listener = new NeverPartial(target);
        try (LeakCheck _ = LeakCheck.start();
                TestServer one = TestServer.start();
                TestServer other = TestServer.start();
                CuttingProxy near = Cut.proxy(one, BYTES);
                CuttingProxy far = Cut.proxy(other, BYTES);
                Landline from = Cut.through(one, near);
                Landline to = Cut.through(other, far)) {
            TransferResult result =
                    Landline.between(from, List.of(source.toString()), to, target.toString())
                            .listener(listener)
                            .run();
            assertThat(result.done()).isEqualTo(1);
            assertThat(result.failed()).isZero();
            assertMovedLittleTwice(result, near, far);
        }
        listener.assertOnly(BYTES);
        assertWhole(source, target);
    }

    @Test
    void standardInput() throws Exception {
        Path source = RandomFiles.write(directory.resolve("source"), BYTES, 1);
        Path target = directory.resolve("target");
        NeverPartial listener = new NeverPartial(target);
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = Cut.proxy(server, BYTES);
                Landline line = Cut.through(server, proxy);
                InputStream in = Files.newInputStream(source)) {
            TransferResult result = line.put(in, target.toString()).listener(listener).run();
            assertThat(result.done()).isEqualTo(1);
            assertThat(result.failed()).isZero();
            assertMovedLittleTwice(result, proxy);
        }
        listener.assertOnly(BYTES);
        assertWhole(source, target);
    }

    @Test
    void standardOutput() throws Exception {
        Path source = RandomFiles.write(directory.resolve("source"), BYTES, 1);
        Path target = directory.resolve("target");
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = Cut.proxy(server, BYTES);
                Landline line = Cut.through(server, proxy);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            TransferResult result = line.get(source.toString(), out).run();
            assertThat(result.done()).isEqualTo(1);
            assertThat(result.moved()).isEqualTo(BYTES);
            assertMovedLittleTwice(result, proxy);
        }
        assertWhole(source, target);
    }

    @Test
    void putOfATree() throws Exception {
        Path source = directory.resolve("source");
        Trees.make(source, ENTRIES);
        Report report = new Report();
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = Cut.proxy(server, 3 << 20);
                Landline line = Cut.through(server, proxy)) {
            line.put(List.of(source), directory.resolve("target").toString())
                    .recursive(true)
                    .preserve(true)
                    .listener(report)
                    .run();
            assertThat(proxy.cuts()).isGreaterThan(Cut.CUTS / 3);
        }
        assertThat(report.failures()).isEmpty();
        Trees.assertSame(source, directory.resolve("target"));
        assertThat(Trees.parts(directory)).isEmpty();
    }

    @Test
    void getOfATree() throws Exception {
        Path source = directory.resolve("source");
        Trees.make(source, ENTRIES);
        Report report = new Report();
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                CuttingProxy proxy = Cut.proxy(server, 3 << 20);
                Landline line = Cut.through(server, proxy)) {
            line.get(List.of(source.toString()), directory.resolve("target"))
                    .recursive(true)
                    .preserve(true)
                    .listener(report)
                    .run();
            assertThat(proxy.cuts()).isGreaterThan(Cut.CUTS / 3);
        }
        assertThat(report.failures()).isEmpty();
        Trees.assertSame(source, directory.resolve("target"));
        assertThat(Trees.parts(directory)).isEmpty();
    }

    @Test
    void aTreeBetweenServers() throws Exception {
        Path source = directory.resolve("source");
        Trees.make(source, ENTRIES);
        Report report = new Report();
        try (LeakCheck _ = LeakCheck.start();
                TestServer one = TestServer.start();
                TestServer other = TestServer.start();
                CuttingProxy near = Cut.proxy(one, 3 << 20);
                CuttingProxy far = Cut.proxy(other, 3 << 20);
                Landline from = Cut.through(one, near);
                Landline to = Cut.through(other, far)) {
            Landline.between(
                            from,
                            List.of(source.toString()),
                            to,
                            directory.resolve("target").toString())
                    .recursive(true)
                    .preserve(true)
                    .listener(report)
                    .run();
            assertThat(near.cuts() + far.cuts()).isGreaterThan(Cut.CUTS / 3);
        }
        assertThat(report.failures()).isEmpty();
        Trees.assertSame(source, directory.resolve("target"));
        assertThat(Trees.parts(directory)).isEmpty();
    }
}
