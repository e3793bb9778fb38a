package dev.landline.testing.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.landline.client.Landline;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that the receiver's file system does not take. */
@Timeout(120)
class RefusedFilesTest {

    @TempDir private Path directory;

    /** A file system of a few bytes, there until it is closed. */
    private record Mounted(Path at) implements AutoCloseable {

        static Mounted of(Path at, String options) throws Exception {
            assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
                    .as("only root can mount")
                    .isEqualTo(0);
            Files.createDirectories(at);
            Process mount =
                    new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "test", at.toString())
                            .redirectErrorStream(true)
                            .start();
            String said = new String(mount.getInputStream().readAllBytes(), UTF_8);
            assumeThat(mount.waitFor()).as("mounting is not allowed here: %s", said).isZero();
            return new Mounted(at);
        }

        @Override
        public void close() throws Exception {
            SpecialFilesTest.run("umount", at.toString());
        }
    }

    private Path source() throws IOException {
        Path source = Files.createDirectory(directory.resolve("source"));
        byte[] small = new byte[1000];
        byte[] middle = new byte[100_000];
        byte[] large = new byte[3_000_000];
        new Random(1).nextBytes(large);
        Files.write(source.resolve("a-small"), small);
        Files.write(source.resolve("b-large"), large);
        Files.write(source.resolve("c-middle"), middle);
        Files.createDirectory(source.resolve("d"));
        Files.write(source.resolve("d/large"), large);
        Files.write(source.resolve("d/small"), small);
        return source;
    }

    @Test
    void aFullFileSystemKeepsNothingOfWhatDoesNotFitAndTakesWhatDoes() throws Exception {
        Path source = source();
        for (boolean put : List.of(true, false)) {
            Report report = new Report();
            try (Mounted full = Mounted.of(directory.resolve("full"), "size=1m");
                    LeakCheck _ = LeakCheck.start();
                    TestServer server = TestServer.start();
                    Landline line = server.connect()) {
                copy(line, put, source, full.at(), report);
                server.assertServing();
                assertThat(report.failures())
                        .hasSize(2)
                        .anyMatch(each -> each.startsWith("failed source/b-large no_space"))
                        .anyMatch(each -> each.startsWith("failed source/d/large no_space"));
                assertTookAllButTheLarge(source, full.at());
            }
        }
    }

    @Test
    void aQuotaKeepsNothingOfWhatGoesBeyondItAndTakesTheRest() throws Exception {
        Path source = source();
        for (boolean put : List.of(true, false)) {
            Report report = new Report();
            try (QuotaVolume volume = QuotaVolume.of(directory, "1M");
                    LeakCheck _ = LeakCheck.start();
                    TestServer server = TestServer.start();
                    Landline line = server.connect()) {
                copy(line, put, source, volume.at(), report);
                server.assertServing();
                assertThat(report.failures())
                        .containsExactlyInAnyOrder(
                                "failed source/b-large quota: disk quota exceeded",
                                "failed source/d/large quota: disk quota exceeded");
                assertTookAllButTheLarge(source, volume.at());
            }
        }
    }

    /** More files than the file system has room for names. */
    @Test
    void aFileSystemWithoutInodes() throws Exception {
        Path source = source();
        for (boolean put : List.of(true, false)) {
            Report report = new Report();
            try (Mounted full = Mounted.of(directory.resolve("full"), "size=64m,nr_inodes=4");
                    LeakCheck _ = LeakCheck.start();
                    TestServer server = TestServer.start();
                    Landline line = server.connect()) {
                copy(line, put, source, full.at(), report);
                server.assertServing();
                assertThat(report.failures()).isNotEmpty();
                assertThat(report.failures().getFirst()).contains(" no_space: ");
                assertThat(full.at().resolve("source/a-small"))
                        .hasSameBinaryContentAs(source.resolve("a-small"));
                assertThat(Trees.parts(full.at())).isEmpty();
            }
        }
    }

    @Test
    void aFileSystemThatIsReadOnly() throws Exception {
        Path source = source();
        for (boolean put : List.of(true, false)) {
            Report report = new Report();
            try (Mounted fixed = Mounted.of(directory.resolve("fixed"), "ro,size=1m");
                    LeakCheck _ = LeakCheck.start();
                    TestServer server = TestServer.start();
                    Landline line = server.connect()) {
                copy(line, put, source, fixed.at(), report);
                server.assertServing();
                assertThat(report.failures())
                        .hasSize(7)
                        .anyMatch(each -> each.startsWith("failed source read_only"))
                        .anyMatch(each -> each.startsWith("failed source/d/small skipped"));
                assertThat(Trees.names(fixed.at())).isEmpty();
            }
        }
    }

    private static void assertTookAllButTheLarge(Path source, Path into) throws IOException {
        assertThat(Trees.names(into))
                .containsExactly(
                        "source/",
                        "source/a-small",
                        "source/c-middle",
                        "source/d/",
                        "source/d/small");
        for (String name : List.of("a-small", "c-middle", "d/small")) {
            assertThat(into.resolve("source").resolve(name))
                    .hasSameBinaryContentAs(source.resolve(name));
        }
    }

    private static void copy(Landline line, boolean put, Path source, Path to, Report report)
            throws Exception {
        if (put) {
            line.put(List.of(source), to.toString()).recursive(true).listener(report).run();
        } else {
            line.get(List.of(source.toString()), to).recursive(true).listener(report).run();
        }
    }

    @Test
    void whatIsInTheWayStaysAndTheRestArrives() throws Exception {
        Path source = source();
        for (boolean put : List.of(true, false)) {
            Path there = Files.createDirectories(directory.resolve("there" + put));
            Path copy = Files.createDirectories(there.resolve("source"));
            Files.createDirectories(copy.resolve("a-small/kept"));
            Files.writeString(copy.resolve("d"), "kept");
            Report report = new Report();
            try (LeakCheck _ = LeakCheck.start();
                    TestServer server = TestServer.start();
                    Landline line = server.connect()) {
                copy(line, put, source, there, report);
                server.assertServing();
            }
            assertThat(report.failures())
                    .hasSize(4)
                    .anyMatch(each -> each.startsWith("failed source/a-small is_a_directory"))
                    .anyMatch(each -> each.startsWith("failed source/d not_a_directory"))
                    .anyMatch(each -> each.startsWith("failed source/d/large skipped"))
                    .anyMatch(each -> each.startsWith("failed source/d/small skipped"));
            assertThat(Trees.names(copy))
                    .containsExactly("a-small/", "a-small/kept/", "b-large", "c-middle", "d");
            assertThat(copy.resolve("d")).hasContent("kept");
            assertThat(copy.resolve("b-large")).hasSameBinaryContentAs(source.resolve("b-large"));
        }
    }

    @Test
    void aDestinationThatIsNoDirectoryIsRefusedWhereOneIsNeeded() throws Exception {
        Path source = source();
        Path file = Files.writeString(directory.resolve("file"), "kept");
        Report report = new Report();
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            assertThatThrownBy(() ->
                            line.put(List.of(source.resolve("a-small")), file.toString())
                                    .intoDirectory(true)
                                    .run())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a directory");
            assertThatThrownBy(() ->
                            line.get(List.of(source + "/a-small"), file).intoDirectory(true).run())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a directory");
            line.put(List.of(source), file.toString()).recursive(true).listener(report).run();
            line.get(List.of(source.toString()), file).recursive(true).listener(report).run();
            server.assertServing();
        }
        assertThat(report.failures())
                .hasSize(14)
                .anyMatch(each -> each.startsWith("failed source not_a_directory"));
        assertThat(file).hasContent("kept");
        assertThat(Trees.parts(directory)).isEmpty();
    }
}
