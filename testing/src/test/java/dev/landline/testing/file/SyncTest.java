package dev.landline.testing.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.FileCopy;
import dev.landline.client.Landline;
import dev.landline.client.TransferResult;
import dev.landline.testing.CuttingProxy;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.transfer.Compare;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Directories that are made like others: only what differs moves, and only what is gone goes. */
@Timeout(300)
class SyncTest {

    private static final int MIB = 1 << 20;

    @TempDir private Path directory;
    private Path source = Path.of("/");
    private Path target = Path.of("/");
    private Report report = new Report();
    private LeakCheck leaks = LeakCheck.start();
    private TestServer server = startServer();
    private Landline line = connect(server);

    private static TestServer startServer() {
        try {
            return TestServer.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Landline connect(TestServer server) {
        try {
            return server.connect();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void directories() throws IOException {
        source = Files.createDirectory(directory.resolve("source"));
        target = Files.createDirectory(directory.resolve("target"));
    }

    @AfterEach
    void close() throws Exception {
        line.close();
        server.close();
        leaks.close();
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, content);
    }

    private FileCopy with(FileCopy copy) {
        report = new Report();
        return copy.recursive(true)
                .preserve(true)
                .contents(true)
                .compare(Compare.TIME)
                .delete(true)
                .listener(report);
    }

    private FileCopy put() {
        return with(line.put(List.of(source), target.toString()));
    }

    private FileCopy get() {
        return with(line.get(List.of(source.toString()), target));
    }

    private FileCopy between() {
        return with(Landline.between(line, List.of(source.toString()), line, target.toString()));
    }

    private void assertAlike() throws Exception {
        assertThat(report.failures()).isEmpty();
        Trees.assertSame(source, target);
    }

    @Test
    void theSecondRunMovesNothing() throws Exception {
        Path tree = directory.resolve("tree");
        Trees.make(tree, 300);
        source = tree;
        for (FileCopy first : List.of(put(), get(), between())) {
            assertThat(first.run().failed()).isZero();
            assertAlike();
        }
        for (FileCopy again : List.of(put(), get(), between())) {
            TransferResult result = again.run();
            assertThat(result.moved()).isZero();
            assertThat(result.done()).isZero();
            assertThat(result.deleted()).isZero();
            assertThat(result.failed()).isZero();
            assertThat(result.same()).isEqualTo(301);
        }
        assertAlike();
    }

    @Test
    void onlyWhatHasChangedMoves() throws Exception {
        for (int i = 0; i < 10; i++) {
            write(source.resolve("d/" + i), "content " + i);
        }
        put().run();
        write(source.resolve("d/4"), "another content");
        Files.setLastModifiedTime(source.resolve("d/5"), FileTime.fromMillis(1000));
        TransferResult result = put().run();
        assertThat(report.lines()).contains("done d/4", "done d/5", "same d/3");
        assertThat(result.done()).isEqualTo(2);
        assertAlike();
    }

    @Test
    void theSameContentIsNotSentForItsTimeAlone() throws Exception {
        Path file = RandomFiles.write(source.resolve("file"), 3 * MIB, 1);
        RandomFiles.write(source.resolve("other"), 3 * MIB, 2);
        write(source.resolve("small"), "small");
        put().run();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_234_567));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(source.resolve("small"), FileTime.fromMillis(7_000));
        RandomFiles.write(source.resolve("other"), 3 * MIB, 3);
        for (FileCopy copy : List.of(put(), get(), between())) {
            TransferResult result = copy.compare(Compare.HASH).run();
            assertThat(result.moved()).isIn(0L, 3L * MIB);
            assertThat(report(copy, result)).contains("same");
            Trees.assertSame(source, target);
        }
        assertThat(put().compare(Compare.HASH).run().moved()).isZero();
        assertAlike();
    }

    private static String report(FileCopy copy, TransferResult result) {
        assertThat(copy).isNotNull();
        return result.failed() == 0 && result.same() >= 3 ? "same" : result.toString();
    }

    @Test
    void whatTheSourceDoesNotHaveGoes() throws Exception {
        write(source.resolve("kept/a"), "a");
        write(target.resolve("kept/a"), "old");
        write(target.resolve("kept/gone"), "x");
        write(target.resolve("gone/deep/er/file"), "x");
        Files.createSymbolicLink(target.resolve("link"), directory);
        Files.createSymbolicLink(target.resolve("gone/link"), directory.resolve("source"));
        TransferResult result = put().run();
        assertThat(report.lines())
                .contains(
                        "deleted kept/gone",
                        "deleted gone/deep/er/file",
                        "deleted gone/deep",
                        "deleted gone/link",
                        "deleted gone",
                        "deleted link");
        assertThat(result.deleted()).isEqualTo(7);
        assertThat(source.resolve("kept/a")).exists();
        assertAlike();
    }

    @Test
    void theSameWhereTheServerSends() throws Exception {
        write(source.resolve("kept/a"), "a");
        write(target.resolve("gone/file"), "x");
        assertThat(get().run().deleted()).isEqualTo(2);
        assertAlike();
        write(target.resolve("gone/file"), "x");
        assertThat(between().run().deleted()).isEqualTo(2);
        assertAlike();
    }

    /** Exclusions are about what is beneath the top of the tree, whatever that is called. */
    @Test
    void whatIsExcludedIsNotRemovedFromATreeThatKeepsItsName() throws Exception {
        write(source.resolve("build/out"), "not sent");
        write(source.resolve("kept"), "sent");
        Path copied = target.resolve(source.getFileName());
        write(copied.resolve("build/out"), "theirs");
        write(copied.resolve("gone"), "removed");
        Files.createDirectories(target);
        assertThat(
                        line.put(List.of(source), target.toString())
                                .recursive(true)
                                .delete(true)
                                .exclude(List.of("/build"))
                                .run()
                                .failed())
                .isZero();
        assertThat(copied.resolve("build/out")).hasContent("theirs");
        assertThat(copied.resolve("kept")).hasContent("sent");
        assertThat(copied.resolve("gone")).doesNotExist();
    }

    /** Whether contents differ is known as soon as one begins: it is not sent to its end. */
    @Test
    void aRehearsalDoesNotMoveWhatDiffers() throws Exception {
        byte[] content = new byte[64 << 20];
        write(source.resolve("file"), "");
        Files.write(source.resolve("file"), content);
        content[0]++;
        write(target.resolve("file"), "");
        Files.write(target.resolve("file"), content);
        TransferResult result = put().compare(Compare.HASH).dryRun(true).limit(20_000_000).run();
        assertThat(result.would()).isEqualTo(1);
        assertThat(result.moved()).isLessThan(content.length / 2);
        assertThat(target.resolve("file")).hasBinaryContent(content);
    }

    @Test
    void whatIsExcludedIsNeitherSentNorRemoved() throws Exception {
        List<String> patterns =
                List.of(
                        "/only-at-top",
                        "*.o",
                        "!keep.o",
                        "cache/",
                        "a/**/z",
                        "/build/*",
                        "!/build/doc");
        for (String path :
                List.of(
                        "only-at-top",
                        "sub/only-at-top",
                        "x.o",
                        "sub/y.o",
                        "keep.o",
                        "cache/file",
                        "sub/cache/file",
                        "plain/cache",
                        "a/z",
                        "a/b/c/z",
                        "a/b/zz",
                        "build/out",
                        "build/doc/page")) {
            write(source.resolve(path), path);
            write(target.resolve(path), "old " + path);
        }
        write(target.resolve("away/x.o"), "protected");
        write(target.resolve("away/y"), "not protected");
        for (FileCopy copy : List.of(put(), get(), between())) {
            assertThat(copy.exclude(patterns).compare(Compare.ALWAYS).run().failed()).isZero();
            for (String sent :
                    List.of(
                            "sub/only-at-top",
                            "keep.o",
                            "plain/cache",
                            "a/b/zz",
                            "build/doc/page")) {
                assertThat(target.resolve(sent)).hasContent(sent);
            }
            for (String left :
                    List.of(
                            "only-at-top",
                            "x.o",
                            "sub/y.o",
                            "cache/file",
                            "sub/cache/file",
                            "a/z",
                            "a/b/c/z",
                            "build/out")) {
                assertThat(target.resolve(left)).hasContent("old " + left);
            }
            assertThat(target.resolve("away/x.o")).exists();
            assertThat(target.resolve("away/y")).doesNotExist();
        }
    }

    @Test
    void aRehearsalSaysEverythingAndDoesNothing() throws Exception {
        write(source.resolve("new/file"), "new");
        write(source.resolve("changed"), "new content");
        RandomFiles.write(source.resolve("large"), 2 * MIB, 1);
        write(target.resolve("changed"), "old");
        write(target.resolve("gone/file"), "x");
        RandomFiles.write(target.resolve("large"), 2 * MIB, 2);
        Files.createSymbolicLink(source.resolve("link"), Path.of("changed"));
        Files.setLastModifiedTime(target.resolve("large"), FileTime.fromMillis(5_000));
        String before = Trees.show(target);
        for (Compare compare : Compare.values()) {
            for (FileCopy copy : List.of(put(), get(), between())) {
                TransferResult result = copy.compare(compare).dryRun(true).delta(true).run();
                assertThat(result.failed()).isZero();
                assertThat(result.done()).isZero();
                assertThat(result.would()).isEqualTo(5);
                assertThat(result.deleted()).isEqualTo(2);
                assertThat(Trees.show(target)).isEqualTo(before);
            }
        }
        put().dryRun(true).run();
        assertThat(report.lines())
                .contains(
                        "would new",
                        "would new/file",
                        "would changed",
                        "would large",
                        "would link",
                        "deleted gone/file",
                        "deleted gone");
    }

    @Test
    void aRehearsalOntoNothingMakesNothing() throws Exception {
        write(source.resolve("a/b/c"), "c");
        target = directory.resolve("missing");
        for (FileCopy copy : List.of(put(), get(), between())) {
            assertThat(copy.dryRun(true).run().would()).isEqualTo(4);
            assertThat(target).doesNotExist();
        }
    }

    @Test
    void theContentsGoIntoAMissingDestinationAndIntoOneThatIsThere() throws Exception {
        write(source.resolve("a/b"), "b");
        for (int i = 0; i < 3; i++) {
            target = directory.resolve("missing" + i);
            FileCopy copy = List.of(put(), get(), between()).get(i);
            assertThat(copy.run().failed()).isZero();
            Trees.assertSame(source, target);
            FileCopy again = List.of(put(), get(), between()).get(i);
            assertThat(again.run().done()).isZero();
            Trees.assertSame(source, target);
        }
    }

    @Test
    void aFileTakesThePlaceOfALinkAndALinkThatOfAFile() throws Exception {
        Path elsewhere = write(directory.resolve("elsewhere"), "not touched");
        write(source.resolve("file"), "content");
        Files.createSymbolicLink(source.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(target.resolve("file"), elsewhere);
        write(target.resolve("link"), "was a file");
        put().run();
        assertThat(elsewhere).hasContent("not touched");
        assertThat(Files.isRegularFile(target.resolve("file"), LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertAlike();
    }

    @Test
    void whatBecomesOfAnotherKindIsSaid() throws Exception {
        write(source.resolve("was-directory"), "now a file");
        write(target.resolve("was-directory/file"), "x");
        write(source.resolve("was-file/new"), "now in a directory");
        write(target.resolve("was-file"), "x");
        write(source.resolve("was-link/new"), "now in a directory");
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(target.resolve("was-link"), outside);
        Files.createSymbolicLink(source.resolve("link"), Path.of("other"));
        write(target.resolve("link/file"), "x");
        write(source.resolve("other"), "other");
        for (FileCopy copy : List.of(put(), get(), between())) {
            TransferResult result = copy.run();
            assertThat(result.failed()).isEqualTo(6);
            assertThat(target.resolve("was-directory/file")).hasContent("x");
            assertThat(target.resolve("was-file")).hasContent("x");
            assertThat(target.resolve("link/file")).hasContent("x");
            assertThat(outside).isEmptyDirectory();
            assertThat(target.resolve("other")).hasContent("other");
        }
        put().run();
        assertThat(report.failures())
                .anyMatch(
                        it -> it.startsWith("failed was-directory is_a_directory: a directory has"))
                .anyMatch(it -> it.startsWith("failed was-file not_a_directory: a file has"))
                .anyMatch(it -> it.startsWith("failed was-file/new skipped: "))
                .anyMatch(it -> it.startsWith("failed was-link is_a_link: a symbolic link has"))
                .anyMatch(it -> it.startsWith("failed was-link/new skipped: "))
                .anyMatch(it -> it.startsWith("failed link is_a_directory: a directory has"));
    }

    @Test
    void nothingIsRemovedFromADirectoryThatCannotBeRead() throws Exception {
        Assumptions.assumeFalse(System.getProperty("user.name").equals("root"));
        Path unreadable = Files.createDirectory(source.resolve("unreadable"));
        write(unreadable.resolve("file"), "new");
        write(target.resolve("unreadable/other"), "stays");
        write(target.resolve("gone"), "x");
        Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("---------"));
        try {
            put().run();
        } finally {
            Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("rwx------"));
        }
        assertThat(report.failures()).anyMatch(it -> it.startsWith("failed unreadable denied"));
        Files.setPosixFilePermissions(
                target.resolve("unreadable"), PosixFilePermissions.fromString("rwx------"));
        assertThat(target.resolve("unreadable/other")).exists();
    }

    @Test
    void whatCannotBeGoneIntoIsLeftAloneAndTheRestGoesOn() throws Exception {
        Files.createSymbolicLink(
                Files.createDirectory(source.resolve("d")).resolve("loop"), Path.of(".."));
        write(source.resolve("d/zz"), "behind it");
        write(source.resolve("z"), "behind all");
        write(target.resolve("d/loop/other"), "stays");
        for (FileCopy copy : List.of(put(), get(), between())) {
            Files.deleteIfExists(target.resolve("z"));
            TransferResult result = copy.followLinks(true).run();
            assertThat(result.failed()).isEqualTo(1);
            assertThat(target.resolve("d/loop/other")).exists();
            assertThat(target.resolve("d/zz")).hasContent("behind it");
            assertThat(target.resolve("z")).hasContent("behind all");
        }
    }

    @Test
    void nothingIsRemovedBecauseOfALineThatIsCut() throws Exception {
        for (int i = 0; i < 400; i++) {
            RandomFiles.write(
                    Files.createDirectories(source.resolve("d" + i % 10)).resolve("f" + i),
                    9_000,
                    i);
        }
        for (int i = 0; i < 10; i++) {
            write(target.resolve("d" + i + "/gone"), "x");
        }
        try (CuttingProxy proxy = Cut.proxy(server, 4 * MIB);
                Landline cut = Cut.through(server, proxy)) {
            TransferResult result = with(cut.put(List.of(source), target.toString())).run();
            assertThat(proxy.cuts()).isPositive();
            assertThat(report.lines().stream().filter(it -> it.startsWith("deleted ")))
                    .allMatch(it -> it.endsWith("/gone"));
            assertThat(result.failed()).isZero();
            assertAlike();
        }
        for (int i = 0; i < 10; i++) {
            write(target.resolve("d" + i + "/gone"), "x");
        }
        Files.delete(target.resolve("d1/f1"));
        try (CuttingProxy proxy = Cut.proxy(server, MIB / 4);
                Landline cut = Cut.through(server, proxy)) {
            with(cut.get(List.of(source.toString()), target)).run();
            assertThat(report.lines().stream().filter(it -> it.startsWith("deleted ")))
                    .allMatch(it -> it.endsWith("/gone"));
            assertAlike();
        }
    }

    private static void change(Path file, long offset, int count, long seed) throws IOException {
        byte[] bytes = new byte[count];
        new java.util.Random(seed).nextBytes(bytes);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(offset);
            open.write(bytes);
        }
    }

    @Test
    void ofALargeFileThatHasChangedOnlyTheDifferenceMoves() throws Exception {
        Path file = RandomFiles.write(source.resolve("file"), 32 * MIB, 1);
        put().run();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5; i++) {
                change(file, (long) i * 6 * MIB + round * 777_777L, 1000, round * 10L + i);
            }
            FileCopy copy = List.of(put(), get(), between()).get(round);
            TransferResult result = copy.delta(true).run();
            assertThat(result.done()).isEqualTo(1);
            assertThat(result.moved()).isBetween(5000L, 3L * MIB);
            Trees.assertSame(source, target);
        }
    }

    @Test
    void aFileThatHasGrownInTheMiddle() throws Exception {
        byte[] content = new byte[8 * MIB];
        new java.util.Random(5).nextBytes(content);
        Files.write(target.resolve("file"), content);
        byte[] longer = new byte[8 * MIB + 11];
        System.arraycopy(content, 0, longer, 0, MIB);
        System.arraycopy("inserted it".getBytes(UTF_8), 0, longer, MIB, 11);
        System.arraycopy(content, MIB, longer, MIB + 11, 7 * MIB);
        Files.write(source.resolve("file"), longer);
        TransferResult result = put().delta(true).run();
        assertThat(result.moved()).isBetween(11L, MIB / 2L);
        assertAlike();
    }
}
