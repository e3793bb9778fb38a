package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.landline.identity.IdentityKey;
import dev.landline.identity.PrivateKeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that go through a connection which a process keeps. {@code -Dmebibytes=64} is the full
 * size.
 */
@Timeout(120)
class SharingTest {

    private static final int MEBIBYTES = Integer.getInteger("mebibytes", 8);
    private static final int PATIENCE_SECONDS = 60;

    @TempDir private Path home;
    @TempDir private Path serverHome;
    private Account someone;
    private Neighbour neighbour;
    private String target;

    @BeforeEach
    void aServerThatIsKnown() throws Exception {
        someone = new Account(home);
        IdentityKey key =
                PrivateKeyFile.createIfAbsent(someone.config("id_ed25519"), "someone")
                        .orElseThrow();
        Path authorized = serverHome.resolve(".config/landline/authorized_keys");
        Files.createDirectories(authorized.getParent());
        Files.writeString(authorized, key.publicKeyLine().text() + "\n");
        neighbour = Neighbour.in(serverHome);
        target = neighbour.target();
        assertThat(someone.runs("exec", "--accept-new", target, "--", "true").status()).isZero();
    }

    @AfterEach
    void nothingIsKept() throws Exception {
        someone.runs("sharing", "stop", "--all");
        neighbour.close();
    }

    private Path directory() {
        return home.resolve(".cache/landline/sharing");
    }

    private List<Path> sockets() throws IOException {
        if (!Files.exists(directory())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(file -> file.toString().endsWith(".socket")).toList();
        }
    }

    /** The process that a command would leave behind, listening. */
    private Jvm keeper(String idle) throws IOException {
        Jvm keeper =
                Jvm.start(
                        home,
                        "sharing",
                        "keep",
                        "-v",
                        "--idle",
                        idle,
                        "--known-hosts",
                        someone.config("known_hosts").toString(),
                        target);
        assertThat(keeper.errLine()).contains("keeping a connection");
        return keeper;
    }

    /** Without the key, a command can only go through the connection that is there. */
    private void hideTheKey() throws IOException {
        Files.move(someone.config("id_ed25519"), home.resolve("hidden"));
        Files.writeString(someone.config("id_ed25519"), "no key\n");
    }

    private Account.Outcome shared(String script) {
        return someone.runs("exec", "--share", target, "-c", script);
    }

    @Test
    void theNextCommandNeedsNeitherKeyNorKnownHosts() throws Exception {
        try (Jvm _ = keeper("1h")) {
            hideTheKey();
            Files.delete(someone.config("known_hosts"));

            assertThat(shared("echo out; echo err >&2; exit 7"))
                    .isEqualTo(new Account.Outcome(7, "out\n", "err\n"));
            assertThat(someone.runs("jobs", "--share", target).status()).isZero();
            assertThat(someone.runs("exec", "--no-share", target, "true").status()).isEqualTo(255);
        }
    }

    @Test
    void theSettingsMaySayTheSame() throws Exception {
        try (Jvm _ = keeper("1h")) {
            hideTheKey();
            assertThat(someone.runs("exec", target, "true").status()).isEqualTo(255);
            Files.writeString(someone.config("config.toml"), "# mine\nshare = \"10m\"\n");

            assertThat(someone.runs("exec", target, "true").status()).isZero();

            Files.writeString(someone.config("config.toml"), "share = 10\n");
            assertThat(someone.runs("exec", target, "true").err())
                    .contains("config.toml:1: share: expected a time in quotes", "got 10");
        }
    }

    @Test
    void manyCommandsGoThroughItAtOnce() throws Exception {
        try (Jvm _ = keeper("1h")) {
            hideTheKey();
            List<FutureTask<String>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String word = "word" + i;
                FutureTask<String> task = new FutureTask<>(() -> shared("echo " + word).out());
                Thread.ofVirtual().start(task);
                all.add(task);
            }
            for (int i = 0; i < all.size(); i++) {
                assertThat(all.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isEqualTo("word" + i + "\n");
            }
        }
    }

    @Test
    void muchGoesThroughItBothWays() throws Exception {
        String line = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n";
        String much = line.repeat(MEBIBYTES << 14);
        try (Jvm _ = keeper("1h")) {
            hideTheKey();

            Account.Outcome outcome = someone.typing(much).runs("exec", "--share", target, "cat");

            assertThat(outcome.status()).isZero();
            assertThat(outcome.out().equals(much)).isTrue();
        }
    }

    @Test
    void ctrlCGoesThroughIt() throws Exception {
        String script =
                "trap 'echo interrupted; exit 3' INT; echo ready; while :; do sleep 0.1; done";
        try (Jvm _ = keeper("1h");
                Jvm command = Jvm.start(home, "exec", "--share", target, "-c", script)) {
            assertThat(command.outLine()).isEqualTo("ready");
            command.signal("INT");

            assertThat(command.outLine()).isEqualTo("interrupted");
            assertThat(command.status()).isEqualTo(3);
        }
    }

    @Test
    void killingItInTheMiddleLosesNothing() throws Exception {
        int lines = MEBIBYTES << 17;
        try (Jvm keeper = keeper("1h");
                Jvm command =
                        Jvm.start(home, "exec", "-v", "--share", target, "seq", "1", "" + lines)) {
            assertThat(command.errLine()).contains("connected (Landline[c1 a shared connection])");
            assertThat(command.outLine()).isEqualTo("1");
            keeper.signal("KILL");
            for (int i = 2; i <= lines; i++) {
                assertThat(command.outLine()).isEqualTo(String.valueOf(i));
            }
            assertThat(command.outLine()).isNull();
            assertThat(command.status()).isZero();
            assertThat(command.errLines()).anyMatch(line -> line.contains("connected again"));
        }
    }

    @Test
    void aCommandThatIsKilledIsEndedOrKeptAsItAsked() throws Exception {
        try (Jvm _ = keeper("1h");
                Jvm kept =
                        Jvm.start(
                                home,
                                "exec",
                                "--share",
                                "--name",
                                "kept",
                                target,
                                "-c",
                                "echo; exec sleep 600");
                Jvm ended =
                        Jvm.start(
                                home,
                                "exec",
                                "--share",
                                "--name",
                                "ended",
                                "--on-disconnect",
                                "kill",
                                target,
                                "-c",
                                "echo; exec sleep 600")) {
            assertThat(kept.outLine()).isEmpty();
            assertThat(ended.outLine()).isEmpty();
            kept.signal("KILL");
            ended.signal("KILL");

            until(() -> !someone.runs("jobs", target).out().contains(" ended "));
            assertThat(someone.runs("jobs", target).out()).containsPattern("kept +running");
            assertThat(someone.runs("kill", target, "kept").status()).isZero();
        }
    }

    @Test
    void nobodyElseMayUseIt() throws Exception {
        try (Jvm _ = keeper("1h")) {
            Path socket = sockets().getFirst();
            assertThat(permissions(directory())).isEqualTo("rwx------");
            assertThat(permissions(socket)).isEqualTo("rw-------");

            assumeThat(System.getProperty("user.name")).isEqualTo("root");
            for (Path way = directory().getParent(); way != null; way = way.getParent()) {
                if (way.startsWith(home)) {
                    Files.setPosixFilePermissions(
                            way, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
            assertThat(connectsAs("65534", socket)).isEqualTo("PermissionError\n");
            assertThat(connectsAs("0", socket)).isEqualTo("connected\n");
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static String connectsAs(String uid, Path socket) throws Exception {
        Process process =
                new ProcessBuilder(
                                "setpriv",
                                "--reuid",
                                uid,
                                "--clear-groups",
                                "/usr/bin/python3",
                                "-c",
                                """
                                import socket, sys
                                try:
                                    socket.socket(socket.AF_UNIX).connect(sys.argv[1])
                                    print("connected")
                                except OSError as e:
                                    print(type(e).__name__)
                                """,
                                socket.toString())
                        .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return out;
    }

    @Test
    void aDirectoryThatOthersMayEnterIsNotTrusted() throws Exception {
        try (Jvm _ = keeper("1h")) {
            Files.setPosixFilePermissions(
                    directory(), PosixFilePermissions.fromString("rwxr-xr-x"));

            Account.Outcome outcome = someone.runs("exec", "-v", "--share", target, "echo", "hi");

            assertThat(outcome.out()).isEqualTo("hi\n");
            assertThat(outcome.err())
                    .contains("not shared", "expected a directory that only its owner can enter")
                    .doesNotContain("a shared connection");
            assertThat(someone.runs("sharing", "list").status()).isEqualTo(1);
            Files.setPosixFilePermissions(
                    directory(), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void anotherKeyMakesAnotherConnection() throws Exception {
        try (Jvm _ = keeper("1h")) {
            PrivateKeyFile.createIfAbsent(home.resolve("other"), "other");

            Account.Outcome outcome =
                    someone.runs(
                            "exec",
                            "--share",
                            "-i",
                            home.resolve("other").toString(),
                            target,
                            "id");

            assertThat(outcome.status()).isEqualTo(255);
            assertThat(outcome.err()).contains("you came with the key");
        }
    }

    @Test
    void itIsListedAndStopped() throws Exception {
        assertThat(someone.runs("sharing", "list").err())
                .isEqualTo("landline: no connection is kept\n");
        try (Jvm keeper = keeper("1h")) {
            assertThat(someone.runs("sharing", "list").out())
                    .contains("TARGET", "\n" + target + " ", " " + keeper.pid() + " ");
            assertThat(someone.runs("sharing", "list", "--json").out())
                    .startsWith("{\"target\":\"" + target + "\",\"pid\":" + keeper.pid() + ",");
            assertThat(someone.runs("sharing", "stop", "box").err())
                    .isEqualTo("landline: box: no connection is kept\n");

            assertThat(someone.runs("sharing", "stop", target).status()).isZero();

            assertThat(keeper.status()).isZero();
            assertThat(sockets()).isEmpty();
            assertThat(someone.runs("sharing", "stop", target).status()).isEqualTo(1);
        }
    }

    @Test
    void itEndsByItselfWhenNobodyComes() throws Exception {
        try (Jvm keeper = keeper("1ms")) {
            assertThat(keeper.status()).isZero();
            assertThat(sockets()).isEmpty();
        }
    }

    @Test
    void itEndsWithTheServer() throws Exception {
        try (Jvm keeper = keeper("1h")) {
            neighbour.close();

            assertThat(keeper.status()).isZero();
            assertThat(sockets()).isEmpty();
        }
    }

    @Test
    void termEndsItAtOnce() throws Exception {
        try (Jvm keeper = keeper("1h")) {
            keeper.signal("TERM");

            assertThat(keeper.status()).isEqualTo(128 + 15);
            assertThat(sockets()).isEmpty();
        }
    }

    @Test
    void aSocketAtWhichNobodyListensHoldsNobodyUp() throws Exception {
        try (Jvm keeper = keeper("1h")) {
            keeper.signal("KILL");
            assertThat(keeper.status()).isEqualTo(128 + 9);
            assertThat(sockets()).hasSize(1);

            try (Jvm next = keeper("1h")) {
                hideTheKey();
                assertThat(shared("echo hi").out()).isEqualTo("hi\n");
                next.signal("KILL");
                assertThat(next.status()).isEqualTo(128 + 9);
            }
            assertThat(someone.runs("sharing", "list").err()).contains("no connection is kept");
            assertThat(sockets()).isEmpty();
        }
    }

    @Test
    void ofTwoThatStartAtOnceOneListens() throws Exception {
        try (Jvm one = keeper("1h");
                Jvm other =
                        Jvm.start(
                                home,
                                "sharing",
                                "keep",
                                "--idle",
                                "1h",
                                "--known-hosts",
                                someone.config("known_hosts").toString(),
                                target)) {
            assertThat(other.status()).isZero();
            hideTheKey();
            assertThat(shared("echo hi").out()).isEqualTo("hi\n");
            assertThat(one.pid())
                    .isEqualTo(
                            Long.parseLong(
                                    someone.runs("sharing", "list", "--json")
                                            .out()
                                            .replaceAll("(?s).*\"pid\":([0-9]+).*", "$1")));
        }
    }

    @Test
    void theFirstCommandsLeaveOneBehindAndSayNothing() throws Exception {
        Files.writeString(someone.config("config.toml"), "share = \"1h\"\n");
        try (Jvm one = Jvm.start(home, "exec", target, "echo", "hi");
                Jvm other = Jvm.start(home, "exec", target, "-c", "echo hi; exit 3")) {
            assertThat(one.outLine()).isEqualTo("hi");
            assertThat(other.outLine()).isEqualTo("hi");
            assertThat(one.status()).isZero();
            assertThat(other.status()).isEqualTo(3);
            assertThat(one.errLines()).isEmpty();
            assertThat(other.errLines()).isEmpty();
        }
        until(() -> someone.runs("sharing", "list").out().lines().count() == 2);
        hideTheKey();

        assertThat(someone.runs("exec", target, "echo", "again").out()).isEqualTo("again\n");
        assertThat(someone.runs("sharing", "stop", "--all").err())
                .containsOnlyOnce("keeps no connection any more");
    }

    @Test
    void aKeyWithAPassphraseIsNotKept() throws Exception {
        Path key = home.resolve("secret");
        Process made =
                new ProcessBuilder(
                                "ssh-keygen",
                                "-q",
                                "-t",
                                "ed25519",
                                "-N",
                                "open sesame",
                                "-f",
                                key.toString())
                        .start();
        assertThat(made.waitFor()).isZero();
        Files.writeString(
                serverHome.resolve(".config/landline/authorized_keys"),
                Files.readString(Path.of(key + ".pub")));
        ScriptedTerminal person = new ScriptedTerminal("open sesame");

        Account.Outcome outcome =
                someone.at(person)
                        .runs("exec", "-v", "--share", "-i", key.toString(), target, "true");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).contains("not shared: the key has a passphrase");
        assertThat(sockets()).isEmpty();
    }

    @Test
    void aHostThatCannotBeReachedLeavesNothingBehind() throws Exception {
        neighbour.close();

        Account.Outcome outcome = shared("true");

        assertThat(outcome.status()).isEqualTo(255);
        assertThat(outcome.err()).contains("cannot connect");
        assertThat(directory()).doesNotExist();
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is left").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
