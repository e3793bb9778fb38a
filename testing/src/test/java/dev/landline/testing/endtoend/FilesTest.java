package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.endtoend.Shell.Result;
import dev.landline.testing.endtoend.Shell.Serving;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code landline cp} and {@code sync} between processes: two servers, and a client. */
final class FilesTest {

    private static final String PROGRAM =
            """
            import json, sys
            events = [json.loads(line) for line in sys.stdin]
            files = [e for e in events if e["event"] == "file"]
            print(len(files), events[-1]["event"], events[-1]["done"])
            """;

    @TempDir private Path folder;
    private Shell one = new Shell(Path.of("/"));
    private Shell here = new Shell(Path.of("/"));
    private Serving first;
    private Serving second;

    @BeforeEach
    void twoServersAndATree() throws Exception {
        one = new Shell(Files.createDirectory(folder.resolve("one")));
        Shell two = new Shell(Files.createDirectory(folder.resolve("two")));
        here = new Shell(Files.createDirectory(folder.resolve("here")));
        first = one.serveAt(folder.resolve("s1"));
        second = two.serveAt(folder.resolve("s2"));
        Path sub = Files.createDirectories(here.home().resolve("src/sub"));
        Files.writeString(here.home().resolve("src/a.txt"), "first");
        Files.writeString(sub.resolve("b.log"), "second");
        byte[] big = new byte[5_000_000];
        new Random(7).nextBytes(big);
        Files.write(sub.resolve("big"), big);
        Files.createSymbolicLink(here.home().resolve("src/link"), Path.of("a.txt"));
    }

    @AfterEach
    void end() {
        first.close();
        second.close();
    }

    private Result landline(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "cd \"$HOME\" && exec \"$@\"", "sh"));
        command.addAll(here.landline(words));
        return here.run(command);
    }

    private void succeeds(String... words) throws Exception {
        Result result = landline(words);
        assertThat(result.stderr()).isEmpty();
        assertThat(result.status()).isZero();
    }

    /** A place at a server, which takes the account's home from the system and not from HOME. */
    private String at(Serving server, String path) {
        String home = server.equals(first) ? "one" : "two";
        return server.target() + ":" + folder.resolve(home) + "/" + path;
    }

    private void same(Path a, Path b) throws Exception {
        Result result = here.run("diff", "-r", "--no-dereference", a.toString(), b.toString());
        assertThat(result.stdout() + result.stderr()).isEmpty();
    }

    @Test
    void aTreeGoesRound() throws Exception {
        succeeds("cp", "-rp", "src", at(first, ""));
        succeeds("cp", "-rp", at(first, "src"), at(second, "copy"));
        succeeds("cp", "-rp", at(second, "copy"), "back");

        same(here.home().resolve("src"), here.home().resolve("back"));
        same(here.home().resolve("src"), folder.resolve("two/copy"));
    }

    @Test
    void withinOneServer() throws Exception {
        succeeds("cp", "src/sub/big", at(first, "big"));
        succeeds("cp", at(first, "big"), at(first, "again"));

        same(folder.resolve("one/big"), folder.resolve("one/again"));
    }

    @Test
    void patternsAndStreams() throws Exception {
        succeeds("cp", "-r", "src/.", at(first, "all"));
        Files.createDirectory(here.home().resolve("got"));
        succeeds("cp", at(first, "all/*.txt"), at(first, "all/sub/b*"), "got");
        assertThat(here.home().resolve("got")).isDirectoryContaining("glob:**/{a.txt}");
        assertThat(here.home().resolve("got/b.log")).hasContent("second");

        assertThat(landline("cp", at(first, "all/a.txt"), "-").stdout()).isEqualTo("first");

        List<String> pipe = new ArrayList<>(List.of("sh", "-c", "cat src/sub/big | \"$@\"", "sh"));
        pipe.addAll(here.landline("cp", "-", at(first, "piped")));
        Process process = here.builder(pipe).directory(here.home().toFile()).start();
        assertThat(process.waitFor()).isZero();
        same(here.home().resolve("src/sub/big"), folder.resolve("one/piped"));
    }

    @Test
    void mirrors() throws Exception {
        succeeds("sync", "src/", at(first, "mirror/"));
        same(here.home().resolve("src"), folder.resolve("one/mirror"));

        Files.writeString(folder.resolve("one/mirror/extra"), "x");
        Files.writeString(folder.resolve("one/mirror/kept.o"), "x");
        Files.writeString(here.home().resolve("src/new"), "new");
        String[] command = {
            "sync", "-n", "--delete", "--exclude", "*.o", "src/", at(first, "mirror/")
        };
        Result rehearsal = landline(command);
        assertThat(rehearsal.stdout().lines())
                .containsExactlyInAnyOrder("would copy new", "would delete extra");
        assertThat(folder.resolve("one/mirror/new")).doesNotExist();

        succeeds("sync", "--delete", "--exclude", "*.o", "src/", at(first, "mirror/"));
        assertThat(folder.resolve("one/mirror/new")).hasContent("new");
        assertThat(folder.resolve("one/mirror/extra")).doesNotExist();
        assertThat(folder.resolve("one/mirror/kept.o")).exists();

        succeeds("sync", at(first, "mirror"), at(second, "mirror"));
        same(folder.resolve("one/mirror"), folder.resolve("two/mirror"));
    }

    @Test
    void failuresAreNamed() throws Exception {
        Result nothing = landline("cp", at(first, "nothing"), ".");
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.stderr()).matches("landline: \\S*nothing: no such file or directory\n");

        Result nowhere = landline("cp", "src/a.txt", at(first, "no/such"));
        assertThat(nowhere.status()).isEqualTo(1);
        assertThat(nowhere.stderr()).contains(first.target(), "one/no: no such file or directory");

        Result unreachable = landline("cp", "src/a.txt", "unix:" + folder.resolve("s3") + ":a");
        assertThat(unreachable.status()).isEqualTo(255);
    }

    @Test
    void programsCanReadIt() throws Exception {
        Path events = here.home().resolve("events");
        Result copied = landline("cp", "-r", "--json", "src", at(first, ""));
        assertThat(copied.status()).isZero();
        Files.writeString(events, copied.stdout());

        Result read = here.run("sh", "-c", "python3 -c \"$0\" <\"$1\"", PROGRAM, events.toString());
        assertThat(read.stdout()).isEqualTo("6 result 6\n");
        assertThat(read.stderr()).isEmpty();
    }
}
