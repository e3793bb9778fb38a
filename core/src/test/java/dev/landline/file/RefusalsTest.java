package dev.landline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.file.FileException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why the kernel says no, and about what. */
@Timeout(60)
class RefusalsTest {

    private static final FileName FILE = FileName.of("file");

    @TempDir private Path path;

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void aFullFileSystemIsToldFromOthers() throws Exception {
        try (TemporaryMount mount = TemporaryMount.orSkip(path, "size=1m");
                Directory directory = Directory.open(mount.name());
                OpenFile file = directory.create(FILE, 0600)) {
            ByteBuffer much = ByteBuffer.allocateDirect(4 << 20);

            FileException refusal = Refusal.of(() -> file.write(much, 0), Reason.NO_SPACE);

            assertThat(refusal).hasMessage("file: no space left on the device");
            assertThat(much.position()).isBetween(1, 1 << 20);
            assertThat(file.facts().size()).isEqualTo(much.position());
        }
    }

    @Test
    void aReadOnlyFileSystemIsToldFromOthers() throws Exception {
        try (TemporaryMount mount = TemporaryMount.orSkip(path, "ro");
                Directory directory = Directory.open(mount.name())) {
            Refusal.of(() -> directory.create(FILE, 0600), Reason.READ_ONLY);
            Refusal.of(() -> directory.makeDirectory(FILE, 0700), Reason.READ_ONLY);
            Refusal.of(() -> directory.setMode(0700), Reason.READ_ONLY);
        }
    }

    @Test
    void nothingIsRenamedToAnotherFileSystem() throws Exception {
        Files.createDirectory(path.resolve("mount"));
        Files.createFile(path.resolve("file"));
        try (TemporaryMount mount = TemporaryMount.orSkip(path.resolve("mount"), "size=1m");
                Directory there = Directory.open(mount.name());
                Directory here = Directory.open(FileName.of(path))) {
            FileException refusal =
                    Refusal.of(() -> here.rename(FILE, there, FileName.of("x")), Reason.OTHER);
            assertThat(refusal).hasMessage("x: is on another file system than what is renamed");
            Refusal.of(() -> here.removeDirectory(FileName.of("mount")), Reason.BUSY);
        }
    }

    @Test
    void whatTheAccountMayNotIsDenied() throws Exception {
        FileIdentity other = OtherUser.orSkip();
        mode(path, "rwxr-xr-x");
        mode(Files.createFile(path.resolve("file")), "rw-------");
        try (Directory directory = Directory.open(FileName.of(path), other)) {
            assertThat(directory.names()).containsExactly(FILE);
            Refusal.of(() -> directory.read(FILE), Reason.DENIED);
            Refusal.of(() -> directory.create(FileName.of("new"), 0600), Reason.DENIED);
            Refusal.of(() -> directory.remove(FILE), Reason.DENIED);
            FileException refusal = Refusal.of(() -> directory.setMode(FILE, 0777), Reason.DENIED);
            assertThat(refusal).hasMessage("file: operation not permitted");
        }
    }

    /** As the homes of other people often are. */
    @Test
    void aDirectoryThatCanBeEnteredAndNotReadIsOpened() throws Exception {
        FileIdentity other = OtherUser.orSkip();
        mode(path, "rwx--x--x");
        mode(Files.createFile(path.resolve("file")), "rw-r--r--");
        Files.createDirectory(path.resolve("closed"));
        mode(path.resolve("closed"), "rwx------");
        mode(Files.createDirectory(path.resolve("own")), "-wx--x--x");
        Files.setAttribute(path.resolve("own"), "unix:uid", (int) 4_000_000_003L);
        try (Directory directory = Directory.open(FileName.of(path), other)) {
            directory.read(FILE).close();
            assertThat(directory.facts().kind()).isEqualTo(FileKind.DIRECTORY);
            Refusal.of(directory::names, Reason.DENIED);
            Refusal.of(directory::sync, Reason.DENIED);
            Refusal.of(directory::syncFileSystem, Reason.DENIED);
            Refusal.of(() -> directory.openDirectory(FileName.of("closed")), Reason.DENIED);
            Refusal.of(() -> directory.openBeneath(FileName.of("closed")), Reason.DENIED);
            try (Directory own = directory.openBeneath(FileName.of("own"))) {
                own.setTimes(5, 6);
                own.setMode(0100);
                assertThat(own.facts().mtime()).isEqualTo(5);
                assertThat(own.facts().mode()).isEqualTo(0100);
            }
        }
    }

    @Test
    void noFileIsLargerThanTheFileSystemTakes() throws Exception {
        try (Directory directory = Directory.open(FileName.of(path));
                OpenFile file = directory.create(FILE, 0600)) {
            ByteBuffer one = ByteBuffer.allocateDirect(1);
            Refusal.of(() -> file.write(one, Long.MAX_VALUE - 1), Reason.TOO_LARGE);
            assertThat(file.facts().size()).isZero();
        }
    }

    @Test
    void aFileThatIsOpenForReadingIsNotWritten() throws Exception {
        Files.createFile(path.resolve("file"));
        try (Directory directory = Directory.open(FileName.of(path));
                OpenFile file = directory.read(FILE)) {
            ByteBuffer one = ByteBuffer.allocateDirect(1);
            assertThat(Refusal.of(() -> file.write(one, 0), Reason.OTHER))
                    .hasMessage("file: bad file descriptor");
            assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void onlyOneHandleHasTheLock() throws Exception {
        try (Directory directory = Directory.open(FileName.of(path));
                OpenFile second = directory.create(FILE, 0600)) {
            try (OpenFile first = directory.reopen(FILE)) {
                assertThat(first.tryLock()).isTrue();
                assertThat(first.tryLock()).isTrue();
                assertThat(second.tryLock()).isFalse();
            }
            assertThat(second.tryLock()).isTrue();
        }
    }

    @Test
    void numbersThatMeanSomethingElseAreRefused() throws Exception {
        try (Directory directory = Directory.open(FileName.of(path));
                OpenFile file = directory.create(FILE, 0600)) {
            for (int nanos : new int[] {-1, 1_000_000_000, (1 << 30) - 1, (1 << 30) - 2}) {
                assertThatThrownBy(() -> file.setTimes(0, nanos))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> directory.setTimes(FILE, 0, nanos))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            for (int mode : new int[] {-1, 010000, 0100644}) {
                assertThatThrownBy(() -> file.setMode(mode))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> directory.setMode(FILE, mode))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> directory.makeDirectory(FileName.of("d"), mode))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> directory.create(FileName.of("f"), mode))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        assertThatThrownBy(() -> Directory.open(FileName.of("relative")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void reasonsTravelAsWords(Reason reason) {
        assertThat(reason.wire()).matches("[a-z_]+");
        assertThat(Reason.fromWire(reason.wire())).isEqualTo(reason);
    }

    @Test
    void anUnknownWordIsAnotherReason() {
        assertThat(Reason.fromWire("NO_SPACE")).isEqualTo(Reason.OTHER);
        assertThat(Reason.fromWire("")).isEqualTo(Reason.OTHER);
    }

    @Test
    void messagesAreHarmless() {
        FileException e = new FileException(FileName.of("a\n"), Reason.BUSY, "is\u001b[2J busy");
        assertThat(e).hasMessage("a\\x0a: is?[2J busy");
        assertThat(e.what()).isEqualTo("is?[2J busy");
    }
}
