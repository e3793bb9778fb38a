package dev.landline.server.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.classic.ContentHash;
import dev.landline.classic.ContentHash.Algorithm;
import dev.landline.classic.DialectException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UploadDirectoryTest {

    @TempDir private Path folder;

    private static ContentHash hash(Algorithm algorithm, byte[] bytes) {
        MessageDigest digest = algorithm.digest();
        digest.update(bytes);
        return ContentHash.of(algorithm, digest);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void storesWhatHashesRight(Algorithm algorithm) throws IOException {
        byte[] bytes = new byte[200_001];
        new Random(1).nextBytes(bytes);
        InputStream body =
                new SequenceInputStream(
                        new ByteArrayInputStream(bytes),
                        new ByteArrayInputStream("rest".getBytes(UTF_8)));
        Path stored =
                UploadDirectory.open(folder)
                        .store("a.bin", bytes.length, hash(algorithm, bytes), body);
        assertThat(stored).hasBinaryContent(bytes);
        assertThat(names()).containsExactly("a.bin");
        assertThat(body.readAllBytes()).as("what is behind the body").asString().isEqualTo("rest");
    }

    @Test
    void anEmptyBodyIsAFileToo() throws IOException {
        ContentHash hash = hash(Algorithm.MD5, new byte[0]);
        Path stored =
                UploadDirectory.open(folder).store("e", 0, hash, InputStream.nullInputStream());
        assertThat(stored).isEmptyFile();
    }

    @Test
    void neverReplacesAFile() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "mine");
        Files.createSymbolicLink(folder.resolve("a-1.txt"), Path.of("/nowhere"));
        UploadDirectory directory = UploadDirectory.open(folder);
        byte[] bytes = {1};
        Path stored =
                directory.store(
                        "a.txt", 1, hash(Algorithm.SHA256, bytes), new ByteArrayInputStream(bytes));
        assertThat(stored).hasFileName("a-2.txt");
        assertThat(folder.resolve("a.txt")).hasContent("mine");
    }

    @Test
    void nothingIsLeftOfAWrongHash() throws IOException {
        UploadDirectory directory = UploadDirectory.open(folder);
        ContentHash other = hash(Algorithm.SHA256, new byte[] {2});
        assertThatThrownBy(() ->
                        directory.store("a", 1, other, new ByteArrayInputStream(new byte[] {1})))
                .isInstanceOf(DialectException.class)
                .hasMessageContaining(other.toString())
                .hasMessageContaining(hash(Algorithm.SHA256, new byte[] {1}).toString());
        assertThat(names()).isEmpty();
    }

    @Test
    void nothingIsLeftOfHalfABody() throws IOException {
        UploadDirectory directory = UploadDirectory.open(folder);
        assertThatThrownBy(() ->
                        directory.store(
                                "a",
                                10,
                                hash(Algorithm.SHA256, new byte[10]),
                                new ByteArrayInputStream(new byte[4])))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("4 of 10 bytes");
        assertThat(names()).isEmpty();
    }

    @Test
    void aDirectoryThatIsGoneIsTheServersFault() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        UploadDirectory directory = UploadDirectory.open(gone);
        Files.delete(gone);
        assertThatThrownBy(() ->
                        directory.store(
                                "a",
                                1,
                                hash(Algorithm.SHA256, new byte[1]),
                                new ByteArrayInputStream(new byte[1])))
                .isInstanceOf(UploadDirectory.StorageException.class);
    }

    @Test
    void whatAKilledServerLeftIsRemovedAndWhatIsBeingWrittenStays() throws IOException {
        Path abandoned = Files.writeString(folder.resolve(".landline-upload-1"), "half");
        Path written = folder.resolve(".landline-upload-2");
        try (FileChannel writer =
                        FileChannel.open(
                                written, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = writer.lock()) {
            assertThat(lock.isValid()).isTrue();
            var _ = UploadDirectory.open(folder);
            assertThat(abandoned).doesNotExist();
            assertThat(written).exists();
        }
    }

    @Test
    void whatIsNoFileIsLeftAlone() throws Exception {
        Path pipe = folder.resolve(".landline-upload-pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        Path target = Files.writeString(folder.resolve("target"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve(".landline-upload-link"), target);
        Path inner = Files.createDirectory(folder.resolve(".landline-upload-directory"));
        var _ = UploadDirectory.open(folder);
        assertThat(pipe).exists();
        assertThat(link).isSymbolicLink();
        assertThat(inner).isDirectory();
    }

    @Test
    void aNameThatTheSystemDoesNotTakeIsTheServersFault() throws IOException {
        UploadDirectory directory = UploadDirectory.open(folder);
        byte[] bytes = {1};
        assertThatThrownBy(() ->
                        directory.store(
                                "a\0b",
                                1,
                                hash(Algorithm.SHA256, bytes),
                                new ByteArrayInputStream(bytes)))
                .isInstanceOf(UploadDirectory.StorageException.class)
                .hasMessageContaining("ASCII");
        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsNoDirectoryIsRefused() {
        assertThatThrownBy(() -> UploadDirectory.open(folder.resolve("nothing")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing");
    }
}
