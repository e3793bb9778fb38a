package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cp} and {@code sync}, with the server that they bring along. */
@Timeout(120)
class CopyTest {

    private Account someone;
    private Path home;

    @BeforeEach
    void aTree(@TempDir Path folder) throws IOException {
        home = folder;
        someone = new Account(home);
        Files.createDirectories(home.resolve("src/sub"));
        write("src/a.txt", "first");
        write("src/sub/b.log", "second");
        write("src/sub/c.txt", "third");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(home.resolve(name), content);
    }

    private String read(String name) throws IOException {
        return Files.readString(home.resolve(name));
    }

    private Account.Outcome runs(String... words) {
        return someone.runs(words);
    }

    private void succeeds(String... words) {
        Account.Outcome outcome = runs(words);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).isEmpty();
    }

    private List<String> names(String directory) throws IOException {
        try (var files = Files.walk(home.resolve(directory))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> home.resolve(directory).relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFileThereAndBack() throws Exception {
        succeeds("cp", "src/a.txt", "local:there");
        succeeds("cp", "local:there", "back");

        assertThat(read("back")).isEqualTo("first");
    }

    @ParameterizedTest
    @CsvSource({
        "src, local:dst",
        "src/, local:dst",
        "src, local:dst/",
        "local:src, dst",
        "local:src/, dst/",
        "local:src, local:dst"
    })
    void aTreeGetsANewName(String from, String to) throws Exception {
        succeeds("cp", "-r", from, to);

        assertThat(names("dst")).containsExactly("a.txt", "sub/b.log", "sub/c.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "src, local:dst, src/a.txt",
        "src/, local:dst, src/a.txt",
        "src/., local:dst, a.txt",
        "local:src/, dst, src/a.txt",
        "local:src/., dst, a.txt"
    })
    void aTreeGoesIntoADirectory(String from, String to, String first) throws Exception {
        Files.createDirectory(home.resolve("dst"));
        succeeds("cp", "-r", from, to);

        assertThat(names("dst")).contains(first).hasSize(3);
    }

    @Test
    void severalAndPatterns() throws Exception {
        Files.createDirectory(home.resolve("dst"));
        succeeds("cp", "src/a.txt", "src/sub/b.log", "local:dst");
        succeeds("cp", "local:src/sub/*.txt", "dst/");
        assertThat(names("dst")).containsExactly("a.txt", "b.log", "c.txt");

        Account.Outcome literally = runs("cp", "--no-glob", "local:src/sub/*.txt", "dst/");
        assertThat(literally.status()).isEqualTo(1);
        assertThat(literally.err()).contains("src/sub/*.txt: no such file or directory");
    }

    @Test
    void streams() throws Exception {
        someone.typing("typed");
        succeeds("cp", "-", "local:typed");
        assertThat(read("typed")).isEqualTo("typed");

        assertThat(runs("cp", "local:typed", "-").out()).isEqualTo("typed");
    }

    @Test
    void modesAndTimesAreKeptWhereWanted() throws Exception {
        FileTime old = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.setLastModifiedTime(home.resolve("src/a.txt"), old);
        succeeds("cp", "src/a.txt", "local:new");
        succeeds("cp", "-p", "src/a.txt", "local:kept");

        assertThat(Files.getLastModifiedTime(home.resolve("new"))).isNotEqualTo(old);
        assertThat(Files.getLastModifiedTime(home.resolve("kept"))).isEqualTo(old);
    }

    @Test
    void whatFailsIsNamedAndTheRestIsThere() throws Exception {
        Files.createDirectory(home.resolve("dst"));
        Account.Outcome outcome =
                runs("cp", "src/a.txt", "no\033thing", "src/sub", "src/sub/c.txt", "local:dst");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("no\\x1bthing: no such file or directory\n")
                .contains("sub: a directory, which is sent only with -r\n")
                .doesNotContain("\033");
        assertThat(names("dst")).containsExactly("a.txt", "c.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local:no/such/dir", "local:no/"})
    void aDestinationThatIsNotThere(String destination) {
        Account.Outcome outcome = runs("cp", "src/a.txt", destination);

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("landline: ").contains("no such file or directory");
    }

    @Test
    void whoCannotConnectSaysSo() {
        Account.Outcome outcome =
                runs("cp", "--failure-status", "99", "src/a.txt", "unix:/nonexistent/s:x");

        assertThat(outcome.status()).isEqualTo(99);
        assertThat(outcome.err()).contains("unix:/nonexistent/s");
    }

    @Test
    void aMirrorMovesOnlyWhatDiffers() throws Exception {
        succeeds("sync", "src/", "local:dst/");
        write("src/a.txt", "changed!");
        Account.Outcome again = runs("-v", "sync", "local:src", "dst");

        assertThat(again.err()).contains("1 file, 8 B").contains("2 unchanged, 0 deleted");
        assertThat(read("dst/a.txt")).isEqualTo("changed!");
    }

    @Test
    void aMirrorDeletesOnlyWhenTold() throws Exception {
        succeeds("sync", "src", "local:dst");
        write("dst/extra", "x");
        write("dst/kept.o", "x");
        succeeds("sync", "src", "local:dst");
        assertThat(names("dst")).contains("extra");

        Account.Outcome rehearsal =
                runs("sync", "-n", "--delete", "--exclude", "*.o", "src", "local:dst");
        assertThat(rehearsal.out()).isEqualTo("would delete extra\n");
        assertThat(names("dst")).contains("extra");

        succeeds("sync", "--delete", "--exclude", "*.o", "src", "local:dst");
        assertThat(names("dst")).doesNotContain("extra").contains("kept.o");
    }

    @Test
    void aRehearsalDoesNothing() {
        Account.Outcome outcome = runs("sync", "--dry-run", "src", "local:dst");

        assertThat(outcome.out().lines())
                .contains("would copy a.txt", "would copy sub/b.log", "would copy sub/c.txt");
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(home.resolve("dst")).doesNotExist();
    }

    @Test
    void theLaterExclusionWins() throws Exception {
        write("rules", "# all texts\n*.txt\n");
        String[] last = {
            "sync", "--exclude", "!a.txt", "--exclude-from", "rules", "src", "local:1"
        };
        String[] first = {"sync", "--exclude-from", "rules", "--exclude=!a.txt", "src", "local:2"};
        succeeds(last);
        succeeds(first);

        assertThat(names("1")).containsExactly("sub/b.log");
        assertThat(names("2")).containsExactly("a.txt", "sub/b.log");
    }

    @Test
    void contentsAreComparedWhereTold() throws Exception {
        succeeds("sync", "src", "local:dst");
        FileTime time = Files.getLastModifiedTime(home.resolve("src/a.txt"));
        write("src/a.txt", "FIRST");
        Files.setLastModifiedTime(home.resolve("src/a.txt"), time);
        succeeds("sync", "src", "local:dst");
        assertThat(read("dst/a.txt")).isEqualTo("first");
        succeeds("sync", "-c", "--whole-file", "src", "local:dst");
        assertThat(read("dst/a.txt")).isEqualTo("FIRST");
    }

    @Test
    void programsGetObjects() {
        Account.Outcome outcome = runs("cp", "-r", "--json", "src", "local:dst");

        assertThat(outcome.out().lines())
                .contains(
                        "{\"event\":\"file\",\"path\":\"src/a.txt\",\"kind\":\"file\",\"size\":5,"
                                + "\"result\":\"done\"}",
                        "{\"event\":\"total\",\"files\":3,\"bytes\":16,\"complete\":true}")
                .last()
                .asString()
                .startsWith("{\"event\":\"result\",\"done\":5,\"same\":0,");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void aLimitIsKept() throws Exception {
        Files.write(home.resolve("big"), new byte[200_000]);
        long began = System.nanoTime();
        succeeds("cp", "--limit", "200kB", "--hash", "sha256", "--no-flush", "big", "local:slow");

        assertThat(System.nanoTime() - began).isGreaterThan(500_000_000L);
        assertThat(home.resolve("slow")).hasSize(200_000);
    }

    /** A terminal behind standard error. */
    private static final class Watched implements Terminal {
        @Override
        public boolean isPresent() {
            return false;
        }

        @Override
        public boolean isAt(int descriptor) {
            return descriptor == 2;
        }

        @Override
        public OptionalInt columns() {
            return OptionalInt.of(60);
        }

        @Override
        public String ask(String prompt) {
            return null;
        }

        @Override
        public char[] askSecret(String prompt) {
            return null;
        }
    }

    @Test
    void aPersonSeesProgressAndASummary() throws Exception {
        Files.write(home.resolve("big"), new byte[300_000]);
        someone.at(new Watched());
        Account.Outcome outcome = runs("cp", "--limit", "300kB", "big", "local:slow");

        assertThat(outcome.err())
                .contains("\r")
                .contains(" of 300 kB, ")
                .contains("  big")
                .matches("(?s).*\r {20,59}\rlandline: 1 file, 300 kB in \\S+ s, \\S+ kB/s\n");

        assertThat(runs("cp", "-q", "src/a.txt", "local:quiet").err()).isEmpty();
    }

    @Test
    void ctrlCStopsAndSaysHowToGoOn() throws Exception {
        RaisedSignals signals = new RaisedSignals();
        someone.told(signals);
        Files.write(home.resolve("big"), new byte[10_000_000]);
        Thread.ofPlatform().daemon().name("ctrl-c").start(() -> signals.raise("INT"));
        Account.Outcome outcome = runs("cp", "--limit", "100k", "big", "local:slow");

        assertThat(outcome.status()).isEqualTo(130);
        assertThat(outcome.err())
                .isEqualTo("landline: interrupted\nhint: the same command goes on where it was\n");
        assertThat(home.resolve("slow")).doesNotExist();
    }
}
