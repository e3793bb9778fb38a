package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.Printable;
import dev.landline.client.Landline;
import dev.landline.file.FileName;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.file.Receiving.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names that do something to a terminal. */
@Timeout(60)
class NameEscapesTest {

    private static final List<String> NAMES =
            List.of(
                    "\u001b[2J",
                    "\u001b]0;title\u0007",
                    "\u001b]52;c;ZXZpbA==\u0007",
                    "\u009b31m",
                    "a\nfailed b denied: not true",
                    "a\rb",
                    "back\b\b\b\b",
                    "txt.\u202eexe",
                    "\u2066hidden\u2069",
                    "line\u2028separator",
                    "\ufeff\u200b",
                    "tab\t",
                    "\u007f");

    @TempDir private Path directory;

    private static void assertHarmless(String shown) {
        assertThat(shown.codePoints().allMatch(Printable::isVisible))
                .as(() -> "%s".formatted(FileName.of(shown)))
                .isTrue();
    }

    @EnumSource
    @ParameterizedTest
    void areWrittenAsTheyAreAndShownWithoutHarm(Receiving receiving) throws Exception {
        Outcome outcome =
                receiving
                        .of(
                                directory,
                                Receiving.RECURSIVE,
                                wire -> {
                                    for (int i = 0; i < NAMES.size(); i++) {
                                        wire.small(i, NAMES.get(i), "content " + i);
                                    }
                                    int n = NAMES.size();
                                    wire.small(n, "../\u001b[2J", "bad");
                                    wire.link(n + 1, "link", "/\u001b[2J\u202e");
                                    wire.say(
                                            "{'type':'problem','filename':'x\\u001b[2J',"
                                                    + "'code':'denied','message':'no'}");
                                    wire.finished();
                                })
                        .assertFinished();
        assertThat(Trees.names(directory)).hasSameSizeAs(NAMES).containsAll(NAMES);
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(directory.resolve(NAMES.get(i))).hasContent("content " + i);
            assertHarmless(FileName.of(NAMES.get(i)).toString());
        }
        outcome.report().forEach(NameEscapesTest::assertHarmless);
        if (receiving == Receiving.BY_CLIENT) {
            assertThat(outcome.report())
                    .hasSize(NAMES.size() + 3)
                    .contains(
                            "done \\x1b[2J", "done txt.\\u202Eexe", "failed x\\x1b[2J denied: no");
        }
    }

    @Test
    void areHarmlessInWhatAServerAnswersAndInExceptions() throws Exception {
        Report report = new Report();
        Path there = Files.createDirectory(directory.resolve("there"));
        Path source = Files.createDirectory(directory.resolve("source"));
        for (String name : NAMES) {
            Files.writeString(source.resolve(name), name);
            Files.createDirectory(there.resolve(name));
        }
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = TestServer.start();
                Landline line = server.connect()) {
            line.put(List.of(source), there.toString())
                    .recursive(true)
                    .contents(true)
                    .listener(report)
                    .run();
            assertThat(report.failures())
                    .hasSameSizeAs(NAMES)
                    .allMatch(each -> each.contains(" is_a_directory: "));
            report.lines().forEach(NameEscapesTest::assertHarmless);
            for (String name : NAMES) {
                Path missing = there.resolve("no").resolve(name).resolve("no");
                assertThatThrownBy(() -> line.put(List.of(source), missing.toString()).run())
                        .isInstanceOfSatisfying(
                                ChannelException.class,
                                e -> assertHarmless(String.valueOf(e.getMessage())));
                Report nothing = new Report();
                line.get(List.of(missing.toString()), directory).listener(nothing).run();
                assertThat(nothing.failures()).hasSize(1);
                nothing.lines().forEach(NameEscapesTest::assertHarmless);
            }
        }
    }
}
