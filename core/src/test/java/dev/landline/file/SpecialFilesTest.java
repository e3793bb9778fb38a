package dev.landline.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.FileException.Reason;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Only regular files are opened, and what is none keeps nobody waiting. */
@Timeout(20)
class SpecialFilesTest {

    @TempDir private Path path;

    private static void refuses(Directory directory, String name) throws Exception {
        FileName special = FileName.of(name);
        assertThat(directory.facts(special).kind()).isEqualTo(FileKind.OTHER);
        for (FileException each :
                new FileException[] {
                    Refusal.of(() -> directory.read(special), Reason.UNSUPPORTED),
                    Refusal.of(() -> directory.readFollowing(special), Reason.UNSUPPORTED),
                    Refusal.of(() -> directory.reopen(special), Reason.UNSUPPORTED)
                }) {
            assertThat(each).hasMessage(name + ": is not a regular file");
        }
    }

    @Test
    void aNamedPipeDoesNotBlock() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", path.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        try (Directory directory = Directory.open(FileName.of(path))) {
            refuses(directory, "pipe");
        }
    }

    @Test
    void aSocketIsNoFile() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Directory directory = Directory.open(FileName.of(path))) {
            server.bind(UnixDomainSocketAddress.of(path.resolve("socket")));
            refuses(directory, "socket");
        }
    }

    @Test
    void aDeviceIsNoFile() throws Exception {
        try (Directory directory = Directory.open(FileName.of("/dev"))) {
            FileName device = FileName.of("null");
            Refusal.of(() -> directory.read(device), Reason.UNSUPPORTED);
        }
    }

    @Test
    void aDirectoryIsNoFile() throws Exception {
        Files.createDirectory(path.resolve("d"));
        try (Directory directory = Directory.open(FileName.of(path))) {
            FileName d = FileName.of("d");
            Refusal.of(() -> directory.read(d), Reason.IS_A_DIRECTORY);
            Refusal.of(() -> directory.reopen(d), Reason.IS_A_DIRECTORY);
            Refusal.of(() -> directory.remove(d), Reason.IS_A_DIRECTORY);
        }
    }

    @Test
    void aFileOfTwoNamesIsNotReopened() throws Exception {
        Path file = Files.createFile(path.resolve("one"));
        Files.createLink(path.resolve("two"), file);
        try (Directory directory = Directory.open(FileName.of(path))) {
            FileException refusal =
                    Refusal.of(() -> directory.reopen(FileName.of("one")), Reason.UNSUPPORTED);
            assertThat(refusal).hasMessage("one: has 2 names, expected 1");
            directory.read(FileName.of("one")).close();
        }
    }
}
