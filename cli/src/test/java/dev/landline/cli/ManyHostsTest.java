package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands on many hosts, which are one server by several names, and some that are none. */
final class ManyHostsTest {

    private final RaisedSignals signals = new RaisedSignals();
    private final Path home;
    private final Neighbour neighbour;
    private final Neighbour stranger;
    private final Account someone;

    ManyHostsTest(@TempDir Path home, @TempDir Path other, @TempDir Path strange)
            throws IOException {
        this.home = home;
        someone = new Account(home).told(signals);
        assertThat(someone.runs("keys", "generate").status()).isZero();
        Files.createDirectories(other.resolve(".config/landline"));
        Files.copy(
                someone.config("id_ed25519.pub"),
                other.resolve(".config/landline/authorized_keys"));
        neighbour = Neighbour.in(other);
        stranger = Neighbour.in(strange);
    }

    @BeforeEach
    void knowsThem() throws IOException {
        Files.writeString(
                someone.config("hosts.toml"),
                """
                [hosts]
                "web[1-3]" = { address = "%s[1-1]", port = %s }
                dead = { address = "127.0.0.1", port = 1 }
                strange = { address = "127.0.0.1", port = %s }
                [groups]
                web = "web[1-3]"
                """
                        .formatted("127.0.0.", port(neighbour), port(stranger))
                        .replace(
                                "\"web[1-3]\" = { address = \"127.0.0.[1-1]\"",
                                "\"web[1-3]\" = { address = \"127.0.0.[1,1,1]\""));
        for (Neighbour known : List.of(neighbour, stranger)) {
            var _ = new Account(home).runs("exec", "--accept-new", known.target(), "true");
        }
    }

    private static String port(Neighbour server) {
        return server.target().substring(server.target().indexOf(':') + 1);
    }

    @AfterEach
    void ends() {
        neighbour.close();
        stranger.close();
    }

    private static List<String> sorted(String text) {
        return text.lines().sorted().toList();
    }

    @Test
    void eachLineHasItsHostsName() {
        Account.Outcome outcome = someone.runs("exec", "@web", "-c", "echo out; printf err >&2");

        assertThat(outcome.status()).isZero();
        assertThat(sorted(outcome.out())).containsExactly("web1: out", "web2: out", "web3: out");
        assertThat(sorted(outcome.err())).containsExactly("web1: err", "web2: err", "web3: err");
    }

    @Test
    void theTableNamesEachHostOnce() {
        Account.Outcome outcome = someone.runs("exec", "@web,dead,strange", "-c", "exit 3");

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines())
                .startsWith(
                        "landline: failed (3) 3: web[1-3]",
                        "landline: unreachable 1: dead",
                        "landline: refused 1: strange")
                .anyMatch(line -> line.startsWith("landline: dead: cannot connect to 127.0.0.1"))
                .hasSize(5);
        assertThat(someone.runs("exec", "@web", "-c", "exit 3").status()).isEqualTo(3);
        assertThat(someone.runs("exec", "--failure-status", "9", "@web,dead", "true").status())
                .isEqualTo(9);
    }

    @Test
    void whatTakesTooLongOrIsNotBegunIsSaid() {
        Account.Outcome late = someone.runs("exec", "--timeout", "300ms", "@web", "sleep", "1000");
        assertThat(late.status()).isEqualTo(124);
        assertThat(late.err()).contains("landline: timed out 3: web[1-3]");

        Account.Outcome canary = someone.runs("exec", "--canary", "1", "dead,@web", "true");
        assertThat(canary.status()).isEqualTo(255);
        assertThat(canary.err())
                .contains("landline: skipped 3: web[1-3]", "the first 1 were not all ok");

        Account.Outcome total =
                someone.runs("exec", "-P", "1", "--total-timeout", "2s", "@web", "sleep", "1000");
        assertThat(total.err()).contains("timed out 1: web1", "skipped 2: web[2-3]");
    }

    @Test
    void equalOutputsAreShownOnce() throws IOException {
        Path first = home.resolve("first");
        String command =
                "for i in 1 2 3 4 5 6 7 8 9; do echo line $i of a text; done; mkdir "
                        + first
                        + " 2>/dev/null && echo more; true";
        Account.Outcome outcome = someone.runs("exec", "--fold", "-P", "1", "@web", "-c", command);

        String text = "";
        for (int i = 1; i <= 9; i++) {
            text += "line " + i + " of a text\n";
        }
        assertThat(outcome.out())
                .isEqualTo(
                        "web[2-3] (2):\n"
                                + text
                                + "web1 (1):\n"
                                + "--- most hosts\n+++ web1\n@@ -8,2 +8,3 @@\n"
                                + " line 8 of a text\n line 9 of a text\n+more\n");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void programsGetObjects() throws Exception {
        Account.Outcome outcome =
                someone.runs(
                        "exec", "--json", "web1,dead", "-c", "printf 'a\\351'; echo e >&2; exit 4");

        List<JsonObject> objects = new ArrayList<>();
        for (String line : outcome.out().lines().toList()) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            objects.add(new JsonReader(4, 1 << 20).read(bytes, 0, bytes.length));
        }
        assertThat(objects).hasSize(4);
        assertThat(objects.toString()).contains("base64").contains("unreachable");
        JsonObject result =
                objects.stream()
                        .filter(object -> object.has("result") && object.has("status"))
                        .findFirst()
                        .orElseThrow();
        assertThat(result.text("host")).isEqualTo("web1");
        assertThat(result.text("result")).isEqualTo("failed");
        assertThat(result.integer("status", 0, 255)).isEqualTo(4);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(255);
    }

    @Test
    void eachHostMayHaveItsFile() {
        Path outputs = home.resolve("outputs");
        Account.Outcome outcome =
                someone.runs("exec", "-o", "outputs", "@web", "-c", "echo out; echo err >&2");

        assertThat(outcome.out()).isEmpty();
        for (String host : List.of("web1", "web2", "web3")) {
            assertThat(outputs.resolve(host)).hasContent("out\n");
            assertThat(outputs.resolve(host + ".stderr")).hasContent("err\n");
        }
        var _ = someone.runs("exec", "-o", "outputs", "web[1-1]", "-c", "true");
        assertThat(outputs.resolve("web1")).isEmptyFile();
        assertThat(outputs.resolve("web1.stderr")).doesNotExist();
    }

    @Test
    void allGetTheSameInput() {
        someone.typing("one\ntwo\n");
        assertThat(sorted(someone.runs("exec", "@web", "--", "cat").out()))
                .containsExactly(
                        "web1: one",
                        "web1: two",
                        "web2: one",
                        "web2: two",
                        "web3: one",
                        "web3: two");
        someone.typing("nothing of it");
        assertThat(someone.runs("exec", "-n", "@web", "--", "cat").out()).isEmpty();
        someone.typing("web1\n# not web2\nweb3\n");
        assertThat(sorted(someone.runs("exec", "-", "--", "echo", "x").out()))
                .containsExactly("web1: x", "web3: x");
    }

    @Test
    void theFirstInterruptBeginsNothingMoreAndTheSecondEndsWhatRuns() throws Exception {
        Path ready = home.resolve("ready");
        FutureTask<Account.Outcome> command =
                start(
                        "exec",
                        "-n",
                        "-P",
                        "1",
                        "@web",
                        "-c",
                        "touch " + ready + "; exec sleep 1000");
        appears(ready);

        signals.raise("INT");
        signals.raise("INT");

        Account.Outcome outcome = command.get();
        assertThat(outcome.status()).isEqualTo(130);
        assertThat(outcome.err())
                .contains(
                        "landline: nothing is begun any more; 1 host still runs: web1\n",
                        "hint: Ctrl-C again ends what runs\n",
                        "landline: ending what runs\n",
                        "landline: failed (130) 1: web1\n",
                        "landline: skipped 2: web[2-3]\n");
    }

    @Test
    void oneInterruptLetsWhatRunsComeToItsEnd() throws Exception {
        Path ready = home.resolve("ready");
        Path go = home.resolve("go");
        FutureTask<Account.Outcome> command =
                start(
                        "exec",
                        "-n",
                        "-P",
                        "1",
                        "@web",
                        "-c",
                        "touch "
                                + ready
                                + "; until [ -e "
                                + go
                                + " ]; do sleep 0.01; done; echo end");
        appears(ready);
        signals.raise("INT");
        Files.createFile(go);

        Account.Outcome outcome = command.get();
        assertThat(outcome.out()).isEqualTo("web1: end\n");
        assertThat(outcome.err()).contains("ok 1: web1", "skipped 2: web[2-3]");
        assertThat(outcome.status()).isEqualTo(130);
    }

    private FutureTask<Account.Outcome> start(String... line) {
        FutureTask<Account.Outcome> task = new FutureTask<>(() -> someone.runs(line));
        Thread.ofPlatform().daemon().name("exec").start(task);
        return task;
    }

    private static void appears(Path file) {
        while (!Files.exists(file)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    exec --fold web1 true               | --fold: expected many hosts
                    exec --json web1 true               | --json: expected many hosts
                    exec -o d web1 true                 | --output: expected many hosts
                    exec --pause 1s @web true           | --pause: expected --batch beside it
                    exec --fold --json @web true        | expected either --fold or --json, got both
                    exec -t @web true                   | --tty: expected one host
                    exec -P 0 @web true                 | --parallel: expected 1 or more, got 0
                    exec --batch x @web true            | expected a number of hosts
                    exec --max-failures 101% @web true  | expected a number of hosts
                    cp @web:a web1:b                    | expected files of this machine on one side
                    cp @web:a -                         | expected files of this machine on one side
                    cp --canary 1 web1:a b              | --canary: expected many hosts
                    """)
    void whatIsWrongIsSaid(String line, String message) {
        Account.Outcome outcome = someone.runs(line.strip().split(" "));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("landline: ").contains(message);
    }

    @Test
    void filesGoToEachAndComeFromEach() throws IOException {
        Files.writeString(home.resolve("file"), "content");
        Path there = Files.createDirectory(home.resolve("there"));

        assertThat(someone.runs("cp", "file", "@web:" + there + "/copy").err()).isEmpty();
        assertThat(there.resolve("copy")).hasContent("content");
        someone.typing("typed");
        assertThat(someone.runs("cp", "-", "web1,web2:" + there + "/typed").err()).isEmpty();
        assertThat(there.resolve("typed")).hasContent("typed");

        Account.Outcome outcome =
                someone.runs(
                        "cp", "web[1-2]:" + there + "/copy", "@web:" + there + "/none", "back");
        assertThat(outcome.status()).isEqualTo(2); // two places
        outcome = someone.runs("cp", "@web:" + there + "/copy", "@web:" + there + "/none", "back");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(sorted(outcome.err()).toString())
                .contains("failed (1) 3: web[1-3]", "web1: " + there + "/none: ");
        for (String host : List.of("web1", "web2", "web3")) {
            assertThat(home.resolve("back").resolve(host).resolve("copy")).hasContent("content");
        }

        Account.Outcome rehearsal =
                someone.runs("sync", "--dry-run", "there/", "web[1-2]:" + home + "/mirror/");
        assertThat(sorted(rehearsal.out()))
                .contains("web1: would copy copy", "web2: would copy typed");
    }

    @Test
    void handlersAreCalledOnEach() {
        Account.Outcome outcome = someone.runs("call", "@web", "no.such.handler");

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err()).contains("landline: refused 3: web[1-3]");
    }

    @Test
    void sessionsMayBeStartedOnEach() {
        Account.Outcome outcome = someone.runs("exec", "--detach", "web[1-2]", "true");

        assertThat(outcome.status()).isZero();
        assertThat(sorted(outcome.out()))
                .hasSize(2)
                .allMatch(line -> line.matches("web[12]: [0-9a-f]{32}"));
    }
}
