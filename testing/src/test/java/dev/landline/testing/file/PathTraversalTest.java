package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.file.Receiving.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that would lead out of the destination, or to what nobody asked for. */
@Timeout(120)
class PathTraversalTest {

    @TempDir private Path directory;
    private Path destination;

    @BeforeEach
    void make() throws Exception {
        destination = Files.createDirectories(directory.resolve("up/destination"));
        Files.createDirectory(directory.resolve("outside"));
    }

    private void assertOnly(String... names) throws Exception {
        assertThat(Trees.names(destination)).containsExactlyInAnyOrder(names);
        assertThat(Trees.names(directory).stream().filter(name -> !name.startsWith("up/d")))
                .containsExactly("outside/", "up/");
    }

    @EnumSource
    @ParameterizedTest
    void namesThatNoFileCanHaveHereAreRefusedAndTheRestGoesOn(Receiving receiving)
            throws Exception {
        List<String> names =
                List.of(
                        "..",
                        "../x",
                        directory + "/outside/x",
                        "/etc/landline-was-here",
                        "a/../../x",
                        "a/../../../outside/x",
                        "a//b",
                        "./x",
                        "x/",
                        "x/.",
                        ".",
                        "/",
                        "n".repeat(300),
                        ".landline-0123456789abcdef0123456789abcdef.part");
        Outcome outcome =
                receiving
                        .of(
                                destination,
                                Receiving.PLAIN,
                                wire -> {
                                    wire.small(0, "before", "1");
                                    for (int i = 0; i < names.size(); i++) {
                                        wire.small(i + 1, names.get(i), "bad");
                                    }
                                    wire.small(names.size() + 1, "later", "2").finished();
                                })
                        .assertFinished();
        for (int i = 1; i <= names.size(); i++) {
            assertThat(outcome.answers())
                    .as(names.get(i - 1))
                    .contains("failed " + i + " bad_name");
        }
        assertOnly("before", "later");
        assertThat(destination.resolve("before")).hasContent("1");
        assertThat(destination.resolve("later")).hasContent("2");
        assertThat(Path.of("/etc/landline-was-here")).doesNotExist();
    }

    @EnumSource
    @ParameterizedTest
    void directoriesWithSuchNamesAreRefusedWithAllThatIsInThem(Receiving receiving)
            throws Exception {
        Outcome outcome =
                receiving
                        .of(
                                destination,
                                Receiving.RECURSIVE,
                                wire ->
                                        wire.directory(0, "..")
                                                .small(1, "../x", "bad")
                                                .directory(2, "../outside")
                                                .small(3, "../outside/x", "bad")
                                                .left(2)
                                                .left(0)
                                                .directory(4, "/")
                                                .small(5, "/x", "bad")
                                                .left(4)
                                                .small(6, "later", "2")
                                                .finished())
                        .assertFinished();
        assertThat(outcome.answers())
                .contains("failed 0 bad_name", "failed 1 bad_name", "failed 3 bad_name")
                .contains("failed 4 bad_name", "failed 5 bad_name", "done 6");
        assertOnly("later");
    }

    @EnumSource
    @ParameterizedTest
    void namesThatAreNoneEndTheTransfer(Receiving receiving) throws Exception {
        String nul = Base64.getEncoder().encodeToString(Wire.bytes("a\0b"));
        for (String name :
                List.of(
                        "\"\"",
                        "\"a\\u0000b\"",
                        "{\"base64\":\"" + nul + "\"}",
                        "{\"base64\":\"\"}",
                        "{\"base64\":\"?\"}",
                        "{}",
                        "\"\\ud800\"",
                        "7",
                        "null")) {
            receiving
                    .of(
                            destination,
                            Receiving.PLAIN,
                            wire ->
                                    wire.small(0, "before", "1")
                                            .entry(1, name, ",\"size\":0")
                                            .finished())
                    .assertBreach();
            assertOnly("before");
        }
    }

    @EnumSource
    @ParameterizedTest
    void anEntryThatIsNotInTheDirectoryNamedLastEndsTheTransfer(Receiving receiving)
            throws Exception {
        receiving
                .of(
                        destination,
                        Receiving.RECURSIVE,
                        wire -> wire.directory(0, "a").left(0).small(1, "a/x", "bad").finished())
                .assertBreach();
        receiving
                .of(
                        destination,
                        Receiving.RECURSIVE,
                        wire ->
                                wire.directory(0, "a")
                                        .directory(1, "a/b")
                                        .small(2, "a/x", "bad")
                                        .finished())
                .assertBreach();
        receiving
                .of(
                        destination,
                        Receiving.RECURSIVE,
                        wire -> wire.directory(0, "a").small(1, "x", "bad").finished())
                .assertBreach();
        receiving
                .of(destination, Receiving.PLAIN, wire -> wire.small(0, "a/x", "bad").finished())
                .assertBreach();
        assertOnly("a/", "a/b/");
    }

    @EnumSource
    @ParameterizedTest
    void directoriesThatWereNotAskedForAreRefused(Receiving receiving) throws Exception {
        Outcome outcome =
                receiving
                        .of(
                                destination,
                                Receiving.PLAIN,
                                wire ->
                                        wire.directory(0, "a")
                                                .small(1, "a/x", "bad")
                                                .left(0)
                                                .small(2, "later", "2")
                                                .finished())
                        .assertFinished();
        assertThat(outcome.answers())
                .contains("failed 0 is_a_directory", "failed 1 skipped", "done 2");
        assertOnly("later");
    }

    /** CVE-2019-6111: a server that sends more than it was asked for. */
    @org.junit.jupiter.api.Test
    void whatAClientHasNotAskedForIsRefused() throws Exception {
        Files.writeString(destination.resolve("other"), "mine");
        for (String asked : List.of("report.txt", "*.txt", "~/report.txt", "/x/[r]eport.txt")) {
            Outcome outcome =
                    Receiving.BY_CLIENT
                            .of(
                                    destination,
                                    Receiving.RECURSIVE,
                                    List.of(asked),
                                    wire ->
                                            wire.small(0, "report.txt", asked)
                                                    .small(1, "other", "bad")
                                                    .directory(2, ".ssh")
                                                    .small(3, ".ssh/authorized_keys", "bad")
                                                    .left(2)
                                                    .directory(4, ".")
                                                    .small(5, "other", "bad")
                                                    .left(4)
                                                    .entry(
                                                            6,
                                                            "\"report.txt\"",
                                                            ",'source':1,'size':0")
                                                    .finished())
                            .assertFinished();
            assertThat(outcome.answers())
                    .as(asked)
                    .contains("done 0", "failed 1 bad_name", "failed 2 bad_name")
                    .contains("failed 3 skipped", "failed 4 bad_name", "failed 5 skipped")
                    .contains("failed 6 bad_name");
            assertThat(destination.resolve("report.txt")).hasContent(asked);
            assertThat(destination.resolve("other")).hasContent("mine");
            assertOnly("report.txt", "other");
        }
    }

    /** A destination with a new name must not become a way round the names that were asked for. */
    @org.junit.jupiter.api.Test
    void aNewNameForTheDestinationIsGivenToNothingElse() throws Exception {
        Outcome outcome =
                Receiving.BY_CLIENT
                        .of(
                                destination.resolve("renamed"),
                                Receiving.RECURSIVE,
                                List.of("tree"),
                                wire ->
                                        wire.directory(0, ".")
                                                .left(0)
                                                .small(1, "..", "bad")
                                                .small(2, "renamed", "bad")
                                                .directory(3, "tree")
                                                .small(4, "tree/file", "good")
                                                .left(3)
                                                .finished())
                        .assertFinished();
        assertThat(outcome.answers())
                .contains("failed 0 bad_name", "failed 1 bad_name", "failed 2 bad_name", "done 4");
        assertThat(destination.resolve("renamed/file")).hasContent("good");
        assertOnly("renamed/", "renamed/file");
    }
}
