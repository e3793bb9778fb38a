package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.Landline;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Things that are neither file, directory nor link: opening some of them waits for ever. */
@Timeout(60)
class SpecialFilesTest {

    @TempDir private Path directory;

    private Path tree() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.writeString(tree.resolve("a"), "1");
        Files.writeString(tree.resolve("z"), "2");
        run("mkfifo", tree.resolve("fifo").toString());
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(tree.resolve("socket")));
        }
        if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            run("mknod", tree.resolve("device").toString(), "c", "1", "5");
        } else {
            run("mkfifo", tree.resolve("device").toString());
        }
        return tree;
    }

    static void run(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void areReportedAndNotSent() throws Exception {
        Path tree = tree();
        Path there = directory.resolve("there");
        Path back = directory.resolve("back");
        Report put = new Report();
        Report get = new Report();
        Report alone = new Report();
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            line.put(List.of(tree), there.toString()).recursive(true).listener(put).run();
            line.get(List.of(tree.toString()), back).recursive(true).listener(get).run();
            line.get(List.of(tree + "/{fifo,device,z}", tree + "/fifo", tree + "/s*"), back)
                    .listener(alone)
                    .run();
            server.assertServing();
        }
        for (Report report : List.of(put, get)) {
            assertThat(report.failures())
                    .hasSize(3)
                    .anyMatch(line -> line.startsWith("failed tree/device unsupported"))
                    .anyMatch(line -> line.startsWith("failed tree/fifo unsupported"))
                    .anyMatch(line -> line.startsWith("failed tree/socket unsupported"));
        }
        assertThat(alone.failures()).isNotEmpty().allMatch(line -> !line.contains("failed z"));
        for (Path copy : List.of(there, back)) {
            assertThat(copy.resolve("a")).hasContent("1");
            assertThat(copy.resolve("z")).hasContent("2");
        }
        assertThat(Trees.names(there)).containsExactly("a", "z");
        assertThat(Trees.names(back)).containsExactly("a", "z");
    }

    @Test
    void linksToThemAreNotFollowedIntoThem() throws Exception {
        Path tree = tree();
        Files.createSymbolicLink(tree.resolve("link"), Path.of("fifo"));
        Report report = new Report();
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            line.get(List.of(tree.toString()), directory.resolve("back"))
                    .recursive(true)
                    .followLinks(true)
                    .listener(report)
                    .run();
        }
        assertThat(report.failures())
                .anyMatch(line -> line.startsWith("failed tree/link unsupported"));
        assertThat(Trees.names(directory.resolve("back"))).containsExactly("a", "z");
    }

    @EnumSource
    @ParameterizedTest
    void oneInTheWayOfAFileIsReplacedAndNeverOpened(Receiving receiving) throws Exception {
        Path tree = tree();
        receiving
                .of(
                        tree,
                        Receiving.options(true, false, true, dev.landline.transfer.Compare.HASH),
                        wire -> {
                            wire.small(0, "fifo", "now a file").file(1, "device", 0);
                            wire.await("want 1");
                            wire.content(1).finished();
                        })
                .assertFinished();
        assertThat(tree.resolve("fifo")).isRegularFile().hasContent("now a file");
        assertThat(tree.resolve("device")).isRegularFile().isEmptyFile();
    }

    @EnumSource
    @ParameterizedTest
    void kindsThatAreNotSentEndTheTransfer(Receiving receiving) throws Exception {
        for (String kind : List.of("device", "fifo", "socket", "other", "hardlink", "")) {
            receiving
                    .of(
                            directory,
                            Receiving.RECURSIVE,
                            wire ->
                                    wire.small(0, "before", kind)
                                            .entry(1, "\"x\"", ",'kind':'" + kind + "'")
                                            .finished())
                    .assertBreach();
            assertThat(directory.resolve("before")).hasContent(kind);
            assertThat(Trees.names(directory)).containsExactly("before");
        }
    }
}
