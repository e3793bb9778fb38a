package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.server.event.ServerEvent;
import dev.landline.testing.LeakCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that come, change and go while the server runs. */
class HandlerDirectoryTest {

    private static final String[] ALL = {"flight", "late", "version"};

    private static JarMaker versioned;

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    @TempDir private Path home;
    private Path directory;
    private LeakCheck leaks;
    private JarServer jars;

    @BeforeAll
    static void compile() throws IOException {
        versioned = JarMaker.compiled(JarSources.VERSIONED).manifest("Versioned");
    }

    @BeforeEach
    void start() throws IOException {
        directory = Files.createDirectory(home.resolve("handlers"));
        leaks = LeakCheck.start();
        jars = JarServer.on(directory);
    }

    @AfterEach
    void stop() {
        jars.close();
        leaks.assertNothingLeft();
        System.getProperties().remove(JarSources.EAR);
    }

    private void listen() {
        Consumer<Object> ear =
                what -> {
                    if (what instanceof String) {
                        told.add(what);
                    }
                };
        System.getProperties().put(JarSources.EAR, ear);
    }

    private Object told() throws InterruptedException {
        return told.poll(Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aJarAppearsChangesAndGoes() throws Exception {
        assertThat(jars.call("version", "{}")).isEqualTo("unknown_handler");

        jars.put("a.jar", versioned.version(1));
        jars.awaitOffered("a.jar", ALL);
        assertThat(jars.call("version", "{}")).isEqualTo("1");
        assertThat(jars.caller().list().text()).contains("\"from\":\"a.jar\"");

        jars.put("a.jar", versioned.version(2));
        jars.awaitOffered("a.jar", ALL);
        assertThat(jars.call("version", "{}")).isEqualTo("2");

        jars.remove("a.jar");
        jars.awaitGone("a.jar");
        assertThat(jars.call("version", "{}")).isEqualTo("unknown_handler");
        assertThat(jars.unheard()).isEmpty();
    }

    @Test
    void whatIsThereAtTheStartIsOfferedBeforeTheServerListens() throws Exception {
        jars.put("a.jar", versioned.version(1));
        jars.awaitOffered("a.jar", ALL);

        try (JarServer other = JarServer.on(directory)) {
            assertThat(other.call("version", "{}")).isEqualTo("1");
        }
    }

    @Test
    void namesInTheServicesCountAndThoseOfHandlersToo() throws Exception {
        JarMaker plain =
                JarMaker.compiled(
                                JarSources.of(
                                        """
                                        public class Plain implements Handler {
                                            public HandlerDescription description() {
                                                return HandlerDescription.json("plain", "");
                                            }

                                            public void handle(Call call) throws Exception {
                                                ClassLoader own = Plain.class.getClassLoader();
                                                call.send(new JsonValue.Bool(own ==
                                                    Thread.currentThread()
                                                            .getContextClassLoader()));
                                            }

                                            @Handles("too")
                                            public boolean too() {
                                                return Plain.class.getClassLoader() ==
                                                        Thread.currentThread()
                                                                .getContextClassLoader();
                                            }
                                        }
                                        """))
                        .services("# ours\n\norg.example.Plain # is one\n");

        jars.put("plain.jar", plain.manifest("Plain"));

        jars.awaitOffered("plain.jar", "plain", "too");
        assertThat(jars.call("plain", "{}")).isEqualTo("true");
        assertThat(jars.call("too", "{}")).isEqualTo("true");
    }

    @Test
    void aCallThatRunsEndsOnTheOldCodeAndIsThenClosed() throws Exception {
        listen();
        jars.put("a.jar", versioned.version(1));
        jars.awaitOffered("a.jar", ALL);
        Caller.Running old = jars.begin("late");
        jars.put("a.jar", versioned.version(2));
        jars.awaitOffered("a.jar", ALL);
        Caller.Running next = jars.begin("late");
        jars.remove("a.jar");
        jars.awaitGone("a.jar");
        assertThat(told).isEmpty();

        old.endInput();
        assertThat(old.answer().text()).isEqualTo("\"1 of 1\"\n");
        assertThat(told()).isEqualTo("closed 1");
        next.endInput();
        assertThat(next.answer().text()).isEqualTo("\"2 of 2\"\n");
        assertThat(told()).isEqualTo("closed 2");
    }

    @Test
    void closingTheServerClosesWhatWasLoaded() throws Exception {
        listen();
        jars.put("a.jar", versioned.version(1));
        jars.awaitOffered("a.jar", ALL);

        jars.close();

        assertThat(told).containsExactly("closed 1");
    }

    @Test
    void aJarThatIsWrittenSlowlyTakesOverWhenItIsWhole() throws Exception {
        byte[] ballast = new byte[100_000];
        new Random(7).nextBytes(ballast);
        jars.put("a.jar", versioned.version(1));
        jars.awaitOffered("a.jar", ALL);

        byte[] bytes = versioned.with("ballast", ballast).version(2).bytes();
        try (FileChannel file =
                FileChannel.open(
                        directory.resolve("a.jar"),
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            int part = bytes.length / 40 + 1;
            for (int at = 0; at < bytes.length; at += part) {
                assertThat(jars.call("version", "{}")).isEqualTo("1");
                file.write(ByteBuffer.wrap(bytes, at, Math.min(part, bytes.length - at)));
            }
        }

        ServerEvent event = jars.next();
        while (event instanceof ServerEvent.HandlersRefused) { // a machine that is slow as well
            event = jars.next();
        }
        assertThat(event).isInstanceOf(ServerEvent.HandlersChanged.class);
        assertThat(jars.call("version", "{}")).isEqualTo("2");
    }

    @Test
    void aJarThatIsHalfOldAndHalfNewIsNotUsed() throws Exception {
        byte[] old = versioned.version(1).bytes();
        byte[] bytes = versioned.version(2).bytes();
        assertThat(bytes).hasSameSizeAs(old);
        jars.put("a.jar", old);
        jars.awaitOffered("a.jar", ALL);

        try (FileChannel file =
                FileChannel.open(directory.resolve("a.jar"), StandardOpenOption.WRITE)) {
            int end = lastDifference(old, bytes);
            file.write(ByteBuffer.wrap(bytes, 0, end));
            assertThat(jars.awaitRefused("a.jar"))
                    .contains("it cannot be read as a jar: version.txt does not match its checksum")
                    .endsWith("; what it was before is offered still");
            assertThat(jars.call("version", "{}")).isEqualTo("1");
            file.write(ByteBuffer.wrap(bytes, end, bytes.length - end));
        }

        jars.awaitOffered("a.jar", ALL);
        assertThat(jars.call("version", "{}")).isEqualTo("2");
    }

    /** Where the checksum in the directory at the end begins to differ. */
    private static int lastDifference(byte[] one, byte[] other) {
        for (int at = one.length - 1; ; at--) {
            if (one[at] != other[at]) {
                return at - 3;
            }
        }
    }

    @Test
    void aJarWithTheSameContentIsNotLoadedOnceMore() throws Exception {
        jars.put("a.jar", versioned.version(1));
        jars.awaitOffered("a.jar", ALL);

        jars.put("a.jar", versioned.version(1));
        jars.put("b.jar", JarMaker.empty().with("x", "x")); // is looked at later

        assertThat(jars.awaitRefused("b.jar")).contains("Landline-Handlers");
        assertThat(jars.unheard()).isEmpty();
    }

    @Test
    void whatIsHiddenOrNoJarIsNotLookedAt() throws Exception {
        Files.write(directory.resolve(".a.jar"), versioned.version(1).bytes());
        Files.write(directory.resolve("a.jar.part"), versioned.version(1).bytes());
        jars.put("z.jar", versioned.version(2));

        jars.awaitOffered("z.jar", ALL);
        assertThat(jars.unheard()).isEmpty();
    }

    @Test
    void ofTwoJarsWithOneNameTheFirstStaysAndTheSecondFollowsIt() throws Exception {
        jars.put("z.jar", versioned.version(1));
        jars.awaitOffered("z.jar", ALL);
        jars.put("a.jar", versioned.version(2));

        assertThat(jars.awaitRefused("a.jar"))
                .matches(
                        "(flight|late|version) is a handler of z.jar already; give one of them"
                                + " another name");
        assertThat(jars.call("version", "{}")).isEqualTo("1");

        jars.remove("z.jar");
        jars.awaitGone("z.jar");
        jars.awaitOffered("a.jar", ALL);
        assertThat(jars.call("version", "{}")).isEqualTo("2");
    }

    @Test
    void ofTheServersOwnAndAJarsTheServersStays() throws Exception {
        jars.put("a.jar", versioned.version(1));
        jars.awaitOffered("a.jar", ALL);
        try (JarServer other =
                JarServer.on(
                        directory,
                        builder ->
                                builder.handler(
                                        Given.json(
                                                "version",
                                                call -> call.send(call.parameters()))))) {
            assertThat(other.awaitRefused("a.jar"))
                    .isEqualTo(
                            "version is a handler of server already; give one of them another"
                                    + " name");
            assertThat(other.call("version", "7")).isEqualTo("7");
            assertThat(other.call("late", "{}")).isEqualTo("unknown_handler");
        }
    }

    @Test
    void theDirectoryMayAppearGoAndBeExchanged() throws Exception {
        Path later = home.resolve("some/where/else");
        try (JarServer other = JarServer.on(later)) {
            Files.createDirectories(later);
            other.put("a.jar", versioned.version(1));
            other.awaitOffered("a.jar", ALL);

            Path next = Files.createDirectory(home.resolve("next"));
            Files.write(next.resolve("b.jar"), versioned.version(2).bytes());
            Path gone = home.resolve("gone");
            Files.move(later, gone);
            other.awaitGone("a.jar");
            Files.move(next, later);
            other.awaitOffered("b.jar", ALL);
            assertThat(other.call("version", "{}")).isEqualTo("2");

            other.put("b.jar", versioned.version(3));
            other.awaitOffered("b.jar", ALL);

            Files.delete(later.resolve("b.jar"));
            other.awaitGone("b.jar");
            Files.delete(later);
            Files.delete(later.getParent());
            Files.createDirectories(later);
            other.put("c.jar", versioned.version(4));
            other.awaitOffered("c.jar", ALL);
        }
    }

    @Test
    void theDirectoryMayBeALinkThatIsExchanged() throws Exception {
        Path one = Files.createDirectory(home.resolve("one"));
        Path two = Files.createDirectory(home.resolve("two"));
        Files.write(one.resolve("a.jar"), versioned.version(1).bytes());
        Files.write(two.resolve("a.jar"), versioned.version(2).bytes());
        Path link = Files.createSymbolicLink(home.resolve("link"), one);
        try (JarServer other = JarServer.on(link)) {
            other.awaitOffered("a.jar", ALL);

            Path beside = Files.createSymbolicLink(home.resolve("beside"), two);
            Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE);
            other.awaitOffered("a.jar", ALL);
            assertThat(other.call("version", "{}")).isEqualTo("2");

            other.put("a.jar", versioned.version(3));
            other.awaitOffered("a.jar", ALL);
            assertThat(other.call("version", "{}")).isEqualTo("3");
        }
    }

    @Test
    void aDirectoryThatOthersMayWriteIsNotUsedUntilThatIsMended() throws Exception {
        jars.put("a.jar", versioned.version(1));
        jars.awaitOffered("a.jar", ALL);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxr-x"));

        ServerEvent told = jars.next();
        if (told instanceof ServerEvent.HandlersRefused refused) {
            // The jar was being looked at once more, behind the look at the directory.
            assertThat(refused.message()).contains(" can be written by others ");
            told = jars.next();
        }
        assertThat(told)
                .isEqualTo(
                        new ServerEvent.Warning(
                                "handlers.directory: %1$s can be written by others than its owner: mode 0775; run: chmod go-w %1$s; until then, no jar of it is looked at"
                                        .formatted(directory.toRealPath())));
        jars.put("a.jar", versioned.version(2));
        jars.put("b.jar", JarMaker.empty());
        assertThat(jars.call("version", "{}")).isEqualTo("1");

        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        jars.awaitOffered("a.jar", ALL);
        assertThat(jars.call("version", "{}")).isEqualTo("2");
    }
}
