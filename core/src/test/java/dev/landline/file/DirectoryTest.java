package dev.landline.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.FileException.Reason;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done in a directory, on real files. */
@Timeout(60)
class DirectoryTest {

    @TempDir private Path path;
    private Directory directory;

    @BeforeEach
    void open() throws Exception {
        directory = Directory.open(FileName.of(path));
    }

    @AfterEach
    void close() {
        directory.close();
    }

    private static FileName name(String text) {
        return FileName.of(text);
    }

    @Test
    void aFileIsMadeWrittenReadAndRenamed() throws Exception {
        try (OpenFile file = directory.create(name("new"), 0640)) {
            file.write(ByteBuffer.allocateDirect(5).put("hello".getBytes(UTF_8)).flip(), 3);
            file.setMode(0604);
            file.setTimes(-1, 999_999_999);
            assertThat(file.name()).isEqualTo(name("new"));
        }
        directory.rename(name("new"), directory, name("file"));

        assertThat(directory.names()).containsExactly(name("file"));
        assertThat(Files.readString(path.resolve("file"))).isEqualTo("\0\0\0hello");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path("file"))))
                .isEqualTo("rw----r--");
        assertThat(Files.getLastModifiedTime(path("file")))
                .isEqualTo(FileTime.from(Instant.ofEpochSecond(-1, 999_999_999)));
        try (OpenFile file = directory.read(name("file"))) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(16);
            assertThat(file.read(buffer, 3)).isEqualTo(5);
            assertThat(UTF_8.decode(buffer.flip()).toString()).isEqualTo("hello");
            assertThat(file.read(buffer.clear(), 8)).isEqualTo(-1);
            assertThat(file.read(buffer.position(16), 0)).isZero();
        }
    }

    @Test
    void theFactsAreThoseOfTheKernel() throws Exception {
        Path file = Files.writeString(path("file"), "12345");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(5, 123_456_789)));
        Files.createLink(path("second"), file);

        FileFacts facts = directory.facts(name("file"));

        assertThat(facts.kind()).isEqualTo(FileKind.FILE);
        assertThat(facts.mode()).isEqualTo(0751);
        assertThat(facts.size()).isEqualTo(5);
        assertThat(facts.mtime()).isEqualTo(5);
        assertThat(facts.mtimeNanos()).isEqualTo(123_456_789);
        assertThat(facts.inode()).isEqualTo(Files.getAttribute(file, "unix:ino"));
        assertThat(facts.links()).isEqualTo(2);
        assertThat(facts.uid())
                .isEqualTo((long) (int) (Integer) Files.getAttribute(file, "unix:uid"));
        assertThat(facts.gid())
                .isEqualTo((long) (int) (Integer) Files.getAttribute(file, "unix:gid"));
        assertThat(facts.changedNanos())
                .isEqualTo(
                        ((FileTime) Files.getAttribute(file, "unix:ctime"))
                                .to(java.util.concurrent.TimeUnit.NANOSECONDS));
        assertThat(facts.isSameFile(directory.facts(name("second")))).isTrue();
        assertThat(facts.isSameFile(directory.facts())).isFalse();
        assertThat(directory.facts().kind()).isEqualTo(FileKind.DIRECTORY);
        assertThat(directory.facts().device()).isEqualTo(facts.device());
    }

    @Test
    void namesAreSortedByTheirBytesAndReadAnewEachTime() throws Exception {
        for (String each : List.of("b", "a", "ä", "B", "a.")) {
            Files.createFile(path(each));
        }
        assertThat(directory.names())
                .containsExactly(name("B"), name("a"), name("a."), name("b"), name("ä"));
        Files.delete(path("b"));
        assertThat(directory.names()).containsExactly(name("B"), name("a"), name("a."), name("ä"));
    }

    @Test
    void aDirectoryOfManyNamesIsReadToItsEnd() throws Exception {
        for (int i = 0; i < 2000; i++) {
            directory.makeDirectory(name("a long name, so that there are many reads " + i), 0700);
        }
        assertThat(directory.names()).hasSize(2000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void directoriesAreMadeOpenedAndRemoved() throws Exception {
        directory.makeDirectory(name("d"), 0711);
        try (Directory child = directory.openDirectory(name("d"))) {
            assertThat(child.facts().mode()).isEqualTo(0711);
            child.setMode(01700);
            child.setTimes(1_000_000_000, 7);
            child.sync();
            assertThat(child.facts().mode()).isEqualTo(01700);
            assertThat(child.facts().mtime()).isEqualTo(1_000_000_000);
            assertThat(child.facts().mtimeNanos()).isEqualTo(7);
            child.create(name("f"), 0600).close();
            Refusal.of(() -> directory.removeDirectory(name("d")), Reason.NOT_EMPTY);
            child.rename(name("f"), directory, name("g"));
        }
        directory.removeDirectory(name("d"));
        directory.remove(name("g"));
        assertThat(directory.names()).isEmpty();
    }

    @Test
    void linksAreMadeAndRead() throws Exception {
        directory.makeLink(name("link"), name("../no such\nfile"));
        assertThat(directory.readLink(name("link"))).isEqualTo(name("../no such\nfile"));
        assertThat(directory.facts(name("link")).kind()).isEqualTo(FileKind.LINK);
        Refusal.of(() -> directory.followed(name("link")), Reason.NOT_FOUND);
        Files.createFile(path("file"));
        Refusal.of(() -> directory.readLink(name("file")), Reason.UNSUPPORTED);
    }

    @Test
    void renamingReplacesUnlessItMustNot() throws Exception {
        Files.writeString(path("a"), "a");
        Files.writeString(path("b"), "b");

        Refusal.of(() -> directory.renameNew(name("a"), directory, name("b")), Reason.EXISTS);
        assertThat(path("b")).hasContent("b");
        directory.rename(name("a"), directory, name("b"));
        assertThat(path("b")).hasContent("a");
        directory.renameNew(name("b"), directory, name("c"));
        assertThat(directory.names()).containsExactly(name("c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a/b", "/", "/etc", "a/", "../x"})
    void onlySingleNamesAreTaken(String each) {
        FileName bad = name(each);
        Refusal.of(() -> directory.facts(bad), Reason.OUTSIDE);
        Refusal.of(() -> directory.openDirectory(bad), Reason.OUTSIDE);
        Refusal.of(() -> directory.read(bad), Reason.OUTSIDE);
        Refusal.of(() -> directory.create(bad, 0600), Reason.OUTSIDE);
        Refusal.of(() -> directory.reopen(bad), Reason.OUTSIDE);
        Refusal.of(() -> directory.makeDirectory(bad, 0700), Reason.OUTSIDE);
        Refusal.of(() -> directory.makeLink(bad, name("x")), Reason.OUTSIDE);
        Refusal.of(() -> directory.readLink(bad), Reason.OUTSIDE);
        Refusal.of(() -> directory.rename(bad, directory, name("x")), Reason.OUTSIDE);
        Refusal.of(() -> directory.rename(name("x"), directory, bad), Reason.OUTSIDE);
        Refusal.of(() -> directory.renameNew(bad, directory, name("x")), Reason.OUTSIDE);
        Refusal.of(() -> directory.remove(bad), Reason.OUTSIDE);
        Refusal.of(() -> directory.removeDirectory(bad), Reason.OUTSIDE);
        Refusal.of(() -> directory.setMode(bad, 0600), Reason.OUTSIDE);
        Refusal.of(() -> directory.setTimes(bad, 0, 0), Reason.OUTSIDE);
    }

    private Path path(String name) {
        return path.resolve(name);
    }
}
