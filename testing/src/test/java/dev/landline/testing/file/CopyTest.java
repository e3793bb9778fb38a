package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.Landline;
import dev.landline.client.TransferResult;
import dev.landline.file.FileException;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.transfer.Listing;
import dev.landline.transfer.SenderMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and trees, there and back. {@code -Dentries=20000} is the full size. */
@Timeout(300)
class CopyTest {

    private static final int ENTRIES = Integer.getInteger("entries", 2_000);

    @TempDir private Path directory;

    @Test
    void aTreeComesBackAsItWas() throws Exception {
        Path source = directory.resolve("source");
        Trees.make(source, ENTRIES);
        Report there = new Report();
        Report back = new Report();
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            TransferResult put =
                    line.put(List.of(source), directory.resolve("there").toString())
                            .recursive(true)
                            .preserve(true)
                            .listener(there)
                            .run();
            assertThat(there.failures()).isEmpty();
            assertThat(put.done()).isEqualTo(ENTRIES + 1);

            line.get(List.of(directory.resolve("there").toString()), directory.resolve("back"))
                    .recursive(true)
                    .preserve(true)
                    .listener(back)
                    .run();
            assertThat(back.failures()).isEmpty();
        }
        Trees.assertSame(source, directory.resolve("there"));
        Trees.assertSame(source, directory.resolve("back"));
        assertThat(Trees.parts(directory)).isEmpty();
    }

    @Test
    void oneLargeFile() throws Exception {
        byte[] content = new byte[20_000_000];
        new Random(1).nextBytes(content);
        Path source = Files.write(directory.resolve("source"), content);
        Path target = Files.createDirectory(directory.resolve("target"));
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            assertThat(line.put(List.of(source), target.toString()).run())
                    .isEqualTo(new TransferResult(1, 0, 0, 0, 0, content.length, content.length));
            assertThat(line.get(List.of(target + "/sou*"), directory.resolve("back")).run().done())
                    .isEqualTo(1);
        }
        assertThat(target.resolve("source")).hasBinaryContent(content);
        assertThat(directory.resolve("back")).hasBinaryContent(content);
        assertThat(Trees.parts(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 3_000_000})
    void streams(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(2).nextBytes(content);
        Path target = directory.resolve("target");
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            assertThat(line.put(new ByteArrayInputStream(content), target.toString()).run().done())
                    .isEqualTo(1);
            assertThat(line.get(target.toString(), back).run().done()).isEqualTo(1);
        }
        assertThat(target).hasBinaryContent(content);
        assertThat(back.toByteArray()).isEqualTo(content);
    }

    @Test
    void aListingNamesWhatThereIs() throws Exception {
        Files.createDirectories(directory.resolve("tree/sub"));
        Files.writeString(directory.resolve("tree/sub/b"), "12345");
        Files.writeString(directory.resolve("tree/a"), "1");
        Files.createSymbolicLink(directory.resolve("tree/link"), Path.of("a"));
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            Listing tree = line.list(List.of(directory + "/tr*", directory + "/none"), true);
            assertThat(tree.entries())
                    .extracting(entry -> entry.name() + " " + entry.kind())
                    .containsExactly(
                            "tree DIRECTORY",
                            "tree/a FILE",
                            "tree/link LINK",
                            "tree/sub DIRECTORY",
                            "tree/sub/b FILE");
            assertThat(tree.entries().getLast().size()).hasValue(5);
            assertThat(tree.problems())
                    .extracting(problem -> problem.name() + " " + problem.reason())
                    .containsExactly(directory + "/none NOT_FOUND");

            assertThat(line.list(List.of(directory + "/tree"), false).problems())
                    .extracting(SenderMessage.Problem::reason)
                    .containsExactly(FileException.Reason.IS_A_DIRECTORY);
        }
    }

    @Test
    void betweenTwoServers() throws Exception {
        Path source = directory.resolve("source");
        Trees.make(source, 200);
        Report report = new Report();
        try (LeakCheck _ = LeakCheck.start();
                TestServer one = TestServer.start();
                TestServer other = TestServer.start();
                Landline from = one.connect();
                Landline to = other.connect()) {
            Landline.between(
                            from,
                            List.of(source.toString()),
                            to,
                            directory.resolve("target").toString())
                    .recursive(true)
                    .preserve(true)
                    .listener(report)
                    .run();
        }
        assertThat(report.failures()).isEmpty();
        Trees.assertSame(source, directory.resolve("target"));
    }
}
