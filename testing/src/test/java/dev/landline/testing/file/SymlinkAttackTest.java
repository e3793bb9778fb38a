package dev.landline.testing.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.file.Receiving.Outcome;
import dev.landline.transfer.Compare;
import dev.landline.transfer.ReceiveOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Symbolic links that would have a receiver write elsewhere. */
@Timeout(120)
class SymlinkAttackTest {

    private static final ReceiveOptions ANY_LINKS =
            Receiving.options(true, true, false, Compare.ALWAYS);

    @TempDir private Path directory;
    private Path destination;
    private Path outside;

    @BeforeEach
    void make() throws Exception {
        destination = Files.createDirectory(directory.resolve("destination"));
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("file"), "mine");
    }

    private void assertOutsideUntouched() throws Exception {
        assertThat(Trees.names(outside)).containsExactly("file");
        assertThat(outside.resolve("file")).hasContent("mine");
        assertThat(Trees.parts(directory)).isEmpty();
    }

    @EnumSource
    @ParameterizedTest
    void aLinkThatCameIsNotAWayForWhatComesNext(Receiving receiving) throws Exception {
        for (ReceiveOptions options : List.of(Receiving.RECURSIVE, ANY_LINKS)) {
            for (String target : List.of(outside.toString(), "../outside", "..", ".", "file")) {
                Outcome outcome =
                        receiving
                                .of(
                                        destination,
                                        options,
                                        wire ->
                                                wire.link(0, "x", target)
                                                        .directory(1, "x")
                                                        .small(2, "x/file", "bad")
                                                        .left(1)
                                                        .small(3, "later", "2")
                                                        .finished())
                                .assertFinished();
                if (outcome.answers().contains("done 0")) {
                    assertThat(outcome.answers())
                            .contains("failed 1 is_a_link", "failed 2 skipped");
                    assertThat(Files.readSymbolicLink(destination.resolve("x")))
                            .hasToString(target);
                    Files.delete(destination.resolve("x"));
                } else {
                    assertThat(outcome.answers()).contains("failed 0 unsafe_link", "done 2");
                    assertThat(destination.resolve("x/file")).hasContent("bad");
                    Files.delete(destination.resolve("x/file"));
                    Files.delete(destination.resolve("x"));
                }
                assertThat(Trees.names(destination)).containsExactly("later");
                assertOutsideUntouched();

                receiving
                        .of(
                                destination,
                                options,
                                wire ->
                                        wire.link(0, "x", target)
                                                .small(1, "x/file", "bad")
                                                .finished())
                        .assertBreach();
                Files.deleteIfExists(destination.resolve("x"));
                assertOutsideUntouched();
            }
        }
    }

    @EnumSource
    @ParameterizedTest
    void linksOutOfTheTreeAreRefusedUnlessTheyAreWanted(Receiving receiving) throws Exception {
        List<String> bad =
                List.of(
                        "/etc/passwd",
                        "..",
                        "../..",
                        "../../x",
                        "../a/../../x",
                        "./../../x",
                        "sub/../../../x",
                        "b/../..");
        Wire.Script script =
                wire -> {
                    wire.directory(0, "a").directory(1, "a/b");
                    wire.link(2, "a/b/good", "../other").link(3, "a/b/up", "..");
                    wire.left(1);
                    int n = 4;
                    for (String target : bad) {
                        wire.link(n, "a/bad" + n, target);
                        n++;
                    }
                    wire.left(0).small(n, "later", "2").finished();
                };

        Outcome outcome = receiving.of(destination, Receiving.RECURSIVE, script).assertFinished();

        for (int n = 4; n < 4 + bad.size(); n++) {
            assertThat(outcome.answers())
                    .as(bad.get(n - 4))
                    .contains("failed " + n + " unsafe_link");
        }
        assertThat(Trees.names(destination))
                .containsExactly("a/", "a/b/", "a/b/good", "a/b/up", "later");

        assertThat(receiving.of(destination, ANY_LINKS, script).assertFinished().answers())
                .noneMatch(line -> line.startsWith("failed"));
        for (int n = 4; n < 4 + bad.size(); n++) {
            assertThat(Files.readSymbolicLink(destination.resolve("a/bad" + n)))
                    .hasToString(bad.get(n - 4));
        }
    }

    /** CVE-2024-12088: each goes by its text alone to a place inside, and both together do not. */
    @EnumSource
    @ParameterizedTest
    void twoLinksThatLeadOutTogetherAreNotTaken(Receiving receiving) throws Exception {
        Outcome outcome =
                receiving
                        .of(
                                destination,
                                Receiving.RECURSIVE,
                                wire ->
                                        wire.directory(0, "t")
                                                .directory(1, "t/a")
                                                .link(2, "t/a/top", "..")
                                                .left(1)
                                                .link(3, "t/b", "a/top/../../outside/file")
                                                .left(0)
                                                .small(4, "later", "2")
                                                .finished())
                        .assertFinished();

        assertThat(outcome.answers()).contains("failed 3 unsafe_link", "done 4");
        assertThat(destination.resolve("t/b")).doesNotExist();
    }

    @EnumSource
    @ParameterizedTest
    void linksThatAreThereAreReplacedAndNotFollowed(Receiving receiving) throws Exception {
        byte[] large = new byte[200_000];
        new Random(1).nextBytes(large);
        for (Compare compare : Compare.values()) {
            for (boolean delta : List.of(true, false)) {
                Files.createSymbolicLink(destination.resolve("directory"), outside);
                Files.createSymbolicLink(destination.resolve("small"), outside.resolve("file"));
                Files.createSymbolicLink(destination.resolve("large"), outside.resolve("file"));
                Files.createSymbolicLink(destination.resolve("link"), outside.resolve("file"));
                Outcome outcome =
                        receiving
                                .of(
                                        destination,
                                        Receiving.options(true, false, delta, compare),
                                        wire -> {
                                            wire.directory(0, "directory")
                                                    .small(1, "directory/file", "bad")
                                                    .left(0)
                                                    .small(2, "small", "new!")
                                                    .file(3, "large", large.length)
                                                    .link(4, "link", "small");
                                            wire.await("want 3");
                                            wire.content(3, large).finished();
                                        })
                                .assertFinished();
                assertThat(outcome.answers())
                        .contains("failed 0 is_a_link", "failed 1 skipped")
                        .contains("done 2", "done 3", "done 4");
                assertThat(Files.readSymbolicLink(destination.resolve("directory")))
                        .isEqualTo(outside);
                assertThat(Files.isSymbolicLink(destination.resolve("small"))).isFalse();
                assertThat(destination.resolve("small")).hasContent("new!");
                assertThat(Files.isSymbolicLink(destination.resolve("large"))).isFalse();
                assertThat(destination.resolve("large")).hasBinaryContent(large);
                assertThat(Files.readSymbolicLink(destination.resolve("link")))
                        .hasToString("small");
                assertOutsideUntouched();
                for (String name : List.of("directory", "small", "large", "link")) {
                    Files.delete(destination.resolve(name));
                }
            }
        }
    }

    /** Links where the incomplete files would be. */
    @EnumSource
    @ParameterizedTest
    void incompleteFilesAreNotWrittenThroughLinks(Receiving receiving) throws Exception {
        byte[] content = "0123456789".repeat(20_000).getBytes(UTF_8);
        // The name follows from the final one, so anybody can be there first.
        receiving.of(
                destination,
                Receiving.PLAIN,
                wire -> {
                    wire.file(0, "file", content.length);
                    wire.await("want 0");
                    wire.begin(0, 0, content.length)
                            .data(java.util.Arrays.copyOf(content, 100_000));
                });
        Path part = Trees.parts(destination).getFirst();
        Files.delete(part);
        Files.createSymbolicLink(part, outside.resolve("file"));

        receiving
                .of(
                        destination,
                        Receiving.PLAIN,
                        wire -> {
                            wire.file(0, "file", content.length);
                            wire.await("want 0");
                            wire.content(0, content).finished();
                        })
                .assertFinished();

        assertThat(destination.resolve("file")).hasBinaryContent(content);
        assertThat(outside.resolve("file")).hasContent("mine");
    }

    @EnumSource
    @ParameterizedTest
    void aDirectoryThatBecomesALinkMeanwhileLeadsNowhere(Receiving receiving) throws Exception {
        byte[] content = "0123456789".repeat(20_000).getBytes(UTF_8);
        Path moved = directory.resolve("moved");
        receiving.of(
                destination,
                Receiving.RECURSIVE,
                wire -> {
                    wire.directory(0, "a").file(1, "a/file", content.length);
                    wire.await("want 1");
                    Files.move(destination.resolve("a"), moved);
                    Files.createSymbolicLink(destination.resolve("a"), outside);
                    wire.content(1, content);
                    wire.small(2, "a/small", "2").left(0).finished();
                });

        assertThat(Trees.names(outside)).containsExactly("file");
        assertThat(outside.resolve("file")).hasContent("mine");
        assertThat(Files.readSymbolicLink(destination.resolve("a"))).isEqualTo(outside);
    }
}
