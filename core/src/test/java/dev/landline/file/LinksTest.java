package dev.landline.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.file.FileException.Reason;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No symbolic link leads out of a directory, unless it was asked to be followed. */
@Timeout(60)
class LinksTest {

    private static final FileName TO_FILE = FileName.of("to-file");
    private static final FileName TO_DIRECTORY = FileName.of("to-directory");
    private static final FileName NOWHERE = FileName.of("nowhere");
    private static final FileTime TIME = FileTime.fromMillis(1_000_000);

    @TempDir private Path path;
    private Path outside;
    private Path file;
    private Directory directory;

    @BeforeEach
    void open() throws Exception {
        outside = Files.createDirectories(path.resolve("outside/d"));
        file = Files.writeString(path.resolve("outside/file"), "outside");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(file, TIME);
        Path inside = Files.createDirectory(path.resolve("inside"));
        Files.createSymbolicLink(inside.resolve("to-file"), file);
        Files.createSymbolicLink(inside.resolve("to-directory"), outside);
        Files.createSymbolicLink(inside.resolve("nowhere"), path.resolve("outside/new"));
        directory = Directory.open(FileName.of(inside));
    }

    @AfterEach
    void nothingOutsideHasChanged() throws Exception {
        directory.close();
        assertThat(file).hasContent("outside");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(TIME);
        assertThat(outside).isEmptyDirectory();
        assertThat(path.resolve("outside/new")).doesNotExist();
    }

    @Test
    void nothingIsOpenedThroughOne() {
        for (FileName each : new FileName[] {TO_FILE, TO_DIRECTORY, NOWHERE}) {
            Refusal.of(() -> directory.read(each), Reason.IS_A_LINK);
            Refusal.of(() -> directory.reopen(each), Reason.IS_A_LINK);
            Refusal.of(() -> directory.openDirectory(each), Reason.IS_A_LINK);
            Refusal.of(() -> directory.create(each, 0600), Reason.EXISTS);
            Refusal.of(() -> directory.makeDirectory(each, 0700), Reason.EXISTS);
            Refusal.of(() -> directory.makeLink(each, TO_FILE), Reason.EXISTS);
        }
    }

    @Test
    void nothingIsChangedThroughOne() throws Exception {
        for (FileName each : new FileName[] {TO_FILE, TO_DIRECTORY, NOWHERE}) {
            Refusal.of(() -> directory.setMode(each, 0666), Reason.IS_A_LINK);
            directory.setTimes(each, 77, 5);
            assertThat(directory.facts(each).kind()).isEqualTo(FileKind.LINK);
            assertThat(directory.facts(each).mtime()).isEqualTo(77);
            assertThat(directory.facts(each).mtimeNanos()).isEqualTo(5);
        }
    }

    @Test
    void theLinkItselfIsRemovedAndRenamed() throws Exception {
        Refusal.of(() -> directory.removeDirectory(TO_DIRECTORY), Reason.NOT_A_DIRECTORY);
        directory.remove(TO_DIRECTORY);
        directory.rename(TO_FILE, directory, NOWHERE);
        assertThat(directory.names()).containsExactly(NOWHERE);
        assertThat(directory.readLink(NOWHERE)).isEqualTo(FileName.of(file));
    }

    @Test
    void renamingReplacesTheLink() throws Exception {
        directory.create(FileName.of("new"), 0600).close();
        directory.rename(FileName.of("new"), directory, TO_FILE);
        assertThat(directory.facts(TO_FILE).kind()).isEqualTo(FileKind.FILE);
        directory.makeDirectory(FileName.of("d"), 0700);
        Refusal.of(
                () -> directory.rename(FileName.of("d"), directory, TO_DIRECTORY),
                Reason.NOT_A_DIRECTORY);
    }

    @Test
    void whoAsksFollows() throws Exception {
        assertThat(directory.followed(TO_FILE).size()).isEqualTo(7);
        assertThat(directory.followed(TO_DIRECTORY).kind()).isEqualTo(FileKind.DIRECTORY);
        directory.readFollowing(TO_FILE).close();
        Refusal.of(() -> directory.readFollowing(TO_DIRECTORY), Reason.IS_A_DIRECTORY);
        Refusal.of(() -> directory.readFollowing(NOWHERE), Reason.NOT_FOUND);
        FileName self = FileName.of("self");
        directory.makeLink(self, self);
        FileException loop = Refusal.of(() -> directory.readFollowing(self), Reason.OTHER);
        assertThat(loop).hasMessage("self: too many levels of symbolic links");
    }

    /** What another account can do between two calls. */
    @Test
    void aDirectoryIsTheOldOneAfterALinkHasTakenItsPlace() throws Exception {
        FileName child = FileName.of("child");
        directory.makeDirectory(child, 0700);
        try (Directory opened = directory.openDirectory(child)) {
            directory.rename(child, directory, FileName.of("moved"));
            directory.makeLink(child, FileName.of(outside));

            opened.create(FileName.of("f"), 0600).close();
            opened.makeDirectory(FileName.of("d"), 0700);
            opened.setMode(0711);

            assertThat(opened.names()).hasSize(2);
            Refusal.of(() -> directory.openDirectory(child), Reason.IS_A_LINK);
        }
        try (Directory moved = directory.openDirectory(FileName.of("moved"))) {
            assertThat(moved.names()).containsExactly(FileName.of("d"), FileName.of("f"));
            assertThat(moved.facts().mode()).isEqualTo(0711);
        }
    }

    @Test
    void aPathThatAPersonNamesIsFollowed() throws Exception {
        Path link = path.resolve("inside/to-directory");
        assertThat(Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        try (Directory opened = Directory.open(FileName.of(link))) {
            assertThat(opened.names()).isEmpty();
        }
    }
}
