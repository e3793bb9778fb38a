package dev.landline.testing.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landline.client.Landline;
import dev.landline.client.TransferResult;
import dev.landline.file.FileName;
import dev.landline.hash.FileHash;
import dev.landline.hash.HashAlgorithm;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an earlier copy has left, or somebody else has put there, is used only where it is right.
 */
@Timeout(120)
class LeftBehindPartsTest {

    private static final int MIB = 1 << 20;
    private static final int SIZE = 4 * MIB;

    @TempDir private Path directory;
    private byte[] content = {};
    private Path source = Path.of("/");
    private Path target = Path.of("/");
    private Path part = Path.of("/");
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
    void files() throws IOException {
        content = new byte[SIZE];
        new Random(9).nextBytes(content);
        source = Files.write(directory.resolve("source"), content);
        target = Files.createDirectory(directory.resolve("target")).resolve("file");
        part = partOf(target);
    }

    @AfterEach
    void close() throws Exception {
        line.close();
        server.close();
        leaks.close();
    }

    /** What the file is called until it is whole. */
    private static Path partOf(Path file) {
        byte[] name = FileName.of(file).last().bytes();
        FileHash hash = FileHash.of(HashAlgorithm.XXH3_128);
        hash.update(name, 0, name.length);
        String digits = hash.value().substring(hash.value().indexOf(':') + 1);
        return file.resolveSibling(".landline-" + digits + ".part");
    }

    private TransferResult copy() throws Exception {
        TransferResult result = line.put(List.of(source), target.toString()).run();
        assertThat(result.failed()).isZero();
        assertThat(target).hasBinaryContent(content);
        return result;
    }

    private static Running holding(Path file) throws IOException {
        return new Running(
                new ProcessBuilder("flock", file.toString(), "sh", "-c", "echo held; read end")
                        .start());
    }

    @Test
    void theBeginningOfTheFileIsGoneOnWith() throws Exception {
        Files.write(part, Arrays.copyOf(content, 3 * MIB));
        assertThat(copy().moved()).isEqualTo(MIB);
        assertThat(part).doesNotExist();

        Files.delete(target);
        Files.write(part, Arrays.copyOf(content, 3 * MIB));
        assertThat(line.get(List.of(source.toString()), target).run().moved()).isEqualTo(MIB);
        assertThat(target).hasBinaryContent(content);
        assertThat(part).doesNotExist();
    }

    @Test
    void anythingElseIsStartedAgain() throws Exception {
        byte[] other = Arrays.copyOf(content, 3 * MIB);
        other[2 * MIB]++;
        Files.write(part, other);
        assertThat(copy().moved()).isEqualTo(SIZE);
        assertThat(Trees.parts(directory)).isEmpty();
    }

    @Test
    void andSoIsWhatIsLonger() throws Exception {
        Files.write(part, Arrays.copyOf(content, SIZE + 1));
        assertThat(copy().moved()).isEqualTo(SIZE);
        assertThat(Trees.parts(directory)).isEmpty();
    }

    @Test
    void theWholeFileTakesItsNameWithoutMoving() throws Exception {
        Files.write(part, content);
        assertThat(copy().moved()).isZero();
        assertThat(Trees.parts(directory)).isEmpty();
    }

    /** Its name can be guessed: whoever may write into the directory could read what comes. */
    @Test
    void whatBelongsToSomebodyElseIsLeftAlone() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        byte[] theirs = Arrays.copyOf(content, MIB);
        Files.write(part, theirs);
        Files.setAttribute(part, "unix:uid", 65_534);
        assertThat(copy().moved()).isEqualTo(SIZE);
        assertThat(Files.getAttribute(target, "unix:uid")).isEqualTo(0);
        assertThat(part).hasBinaryContent(theirs);
    }

    @Test
    void aLinkInItsPlaceIsNotFollowed() throws Exception {
        Path elsewhere = Files.write(directory.resolve("elsewhere"), Arrays.copyOf(content, MIB));
        Files.createSymbolicLink(part, elsewhere);
        copy();
        assertThat(elsewhere).hasBinaryContent(Arrays.copyOf(content, MIB));
        assertThat(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }

    @Test
    void aLinkToNothingInItsPlaceMakesNothing() throws Exception {
        Path elsewhere = directory.resolve("elsewhere");
        Files.createSymbolicLink(part, elsewhere);
        copy();
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void aDirectoryInItsPlaceStays() throws Exception {
        Files.writeString(Files.createDirectory(part).resolve("inside"), "x");
        copy();
        assertThat(part.resolve("inside")).exists();
    }

    @Test
    void anotherNameOfAFileInItsPlaceIsNotWrittenThrough() throws Exception {
        byte[] beginning = Arrays.copyOf(content, MIB);
        Path other = Files.write(directory.resolve("other"), beginning);
        Files.createLink(part, other);
        copy();
        assertThat(other).hasBinaryContent(beginning);
    }

    @Test
    void whatARunningTransferHoldsIsLeftToIt() throws Exception {
        byte[] beginning = Arrays.copyOf(content, MIB);
        Files.write(part, beginning);
        try (Running holder = holding(part)) {
            assertThat(holder.line()).isEqualTo("held");
            assertThat(copy().moved()).isEqualTo(SIZE);
            assertThat(part).hasBinaryContent(beginning);
            assertThat(Trees.parts(directory)).containsExactly(part);
        }
    }

    @Test
    void olderThanAWeekIsSweptAndYoungerStays() throws Exception {
        Path in = target.resolveSibling("");
        Path tree = Files.createDirectories(directory.resolve("tree/sub"));
        Files.writeString(tree.resolve("file"), "x");
        Path sub = Files.createDirectories(in.resolve("tree/sub"));
        Instant now = Instant.now();
        FileTime old = FileTime.from(now.minus(Duration.ofDays(8)));
        FileTime young = FileTime.from(now.minus(Duration.ofDays(6)));
        for (Path where : List.of(in, sub)) {
            for (String name : List.of("old", "young")) {
                Path left = Files.write(partOf(where.resolve(name)), content);
                Files.setLastModifiedTime(left, name.equals("old") ? old : young);
            }
            Files.setLastModifiedTime(Files.writeString(where.resolve("innocent.part"), "x"), old);
        }
        assertThat(
                        line.put(List.of(directory.resolve("tree")), in.toString())
                                .recursive(true)
                                .run()
                                .failed())
                .isZero();
        for (Path where : List.of(in, sub)) {
            assertThat(partOf(where.resolve("old"))).doesNotExist();
            assertThat(partOf(where.resolve("young"))).exists();
            assertThat(where.resolve("innocent.part")).exists();
        }
    }

    @Test
    void noneIsSentOrSynchronisedAway() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.write(partOf(tree.resolve("ours")), content);
        Files.writeString(tree.resolve("file"), "x");
        Path in = target.resolveSibling("");
        Path theirs = Files.write(partOf(in.resolve("theirs")), content);
        TransferResult result =
                line.put(List.of(tree), in.toString())
                        .recursive(true)
                        .contents(true)
                        .delete(true)
                        .run();
        assertThat(result.deleted()).isZero();
        assertThat(Trees.parts(in)).containsExactly(theirs);
    }

    @Test
    void whatAStreamHasLeftDoesNotStandInTheWayOfTheNext() throws Exception {
        Files.write(part, Arrays.copyOf(content, MIB));
        byte[] other = "another stream".getBytes(UTF_8);
        assertThat(line.put(new ByteArrayInputStream(other), target.toString()).run().failed())
                .isZero();
        assertThat(target).hasBinaryContent(other);
        Files.write(part, Arrays.copyOf(content, MIB));
        assertThat(line.put(new ByteArrayInputStream(content), target.toString()).run().failed())
                .isZero();
        assertThat(target).hasBinaryContent(content);
        assertThat(Trees.parts(directory)).isEmpty();
    }

    @Test
    void aLockOfOursOnAnOldOneIsRespectedByTheSweep() throws Exception {
        Path held = Files.write(partOf(target.resolveSibling("held")), content);
        Files.setLastModifiedTime(held, FileTime.from(Instant.now().minus(Duration.ofDays(30))));
        try (Running holder = holding(held)) {
            assertThat(holder.line()).isEqualTo("held");
            copy();
            assertThat(held).exists();
        }
    }
}
