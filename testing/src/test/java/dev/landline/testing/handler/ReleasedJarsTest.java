package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was loaded from a jar is really gone when nobody uses it any more. */
class ReleasedJarsTest {

    private static final String[] ALL = {"flight", "late", "version"};
    private static final String FLIGHT =
            """
            {"flight":{"number":"CA981","state":"BOARDING",
              "stops":[{"at":"PEK","minutes":3},{"at":"JFK"}],"by":{"GONE":{"at":"FRA"}}},
             "more":[{"at":"MUC","minutes":1}]}
            """;
    private static final int WARM_UP = 10;
    private static final int REPLACEMENTS = 100;

    private static JarMaker versioned;
    private static JarMaker untidy;

    @TempDir private Path directory;
    private LeakCheck leaks;
    private Loaders loaders;
    private JarServer jars;

    @BeforeAll
    static void compile() throws IOException {
        versioned = JarMaker.compiled(JarSources.VERSIONED).manifest("Versioned");
        untidy = JarMaker.compiled(JarSources.UNTIDY).manifest("Untidy");
    }

    @BeforeEach
    void start() throws IOException {
        leaks = LeakCheck.start();
        loaders = Loaders.listen();
        jars = JarServer.on(directory);
    }

    @AfterEach
    void stop() throws InterruptedException {
        endWhatIsLeft();
        jars.close();
        loaders.close();
        leaks.assertNothingLeft();
    }

    private void replace(int version) throws Exception {
        jars.put("a.jar", versioned.version(version));
        jars.awaitOffered("a.jar", ALL);
        assertThat(jars.call("version", "{}")).isEqualTo(Integer.toString(version));
        assertThat(jars.call("late", "{}")).isEqualTo("\"%1$d of %1$d\"".formatted(version));
        assertThat(jars.call("flight", FLIGHT))
                .contains("\"BOARDING\"", "\"PEK\"", "v" + version, "\"MUC\"");
    }

    @Test
    @Timeout(240)
    void aHundredReplacementsLeaveNoClassBehind() throws Exception {
        for (int version = 1; version <= WARM_UP; version++) {
            replace(version);
        }
        loaders.awaitLeft(1);
        int before = Loaders.classes();

        for (int version = WARM_UP + 1; version <= WARM_UP + REPLACEMENTS; version++) {
            replace(version);
        }

        assertThat(loaders.seen()).isEqualTo(WARM_UP + REPLACEMENTS);
        loaders.awaitLeft(1);
        assertThat(Loaders.classes()).isLessThan(before + REPLACEMENTS / 2);
        jars.remove("a.jar");
        jars.awaitGone("a.jar");
        loaders.awaitLeft(0);
    }

    @Test
    void aCallThatFailedOrWasCutKeepsNothing() throws Exception {
        replace(1);
        assertThat(jars.call("flight", "{\"flight\":{\"number\":7}}")).isEqualTo("bad_request");
        Caller.Running cut = jars.begin("late");
        cut.channel().close();
        cut.channel().ended().get();
        jars.remove("a.jar");
        jars.awaitGone("a.jar");

        loaders.awaitLeft(0);
    }

    @Test
    void aJarThatIsRefusedKeepsNothing() throws Exception {
        replace(1);
        for (int version = 2; version < 6; version++) {
            jars.put("b.jar", versioned.version(version));
            jars.put(
                    "c.jar",
                    versioned
                            .version(version)
                            .manifestOf("org.example.Versioned no.Such" + version));
            assertThat(jars.awaitRefused(version == 2 ? "b.jar" : "c.jar")).isNotEmpty();
            if (version == 2) {
                assertThat(jars.awaitRefused("c.jar")).isNotEmpty();
            }
        }

        assertThat(loaders.seen()).isGreaterThan(5);
        loaders.awaitLeft(1);
    }

    @Test
    void valuesOfThreadsAreGoneWithTheThreads() throws Exception {
        for (int version = 1; version < 6; version++) {
            jars.put("u.jar", untidy.version(version));
            jars.awaitOffered("u.jar", "remember", "start");
            assertThat(jars.call("remember", "{}")).isEqualTo("\"" + version + "\"");
        }
        jars.remove("u.jar");
        jars.awaitGone("u.jar");

        assertThat(loaders.seen()).isEqualTo(5);
        loaders.awaitLeft(0);
    }

    @Test
    void aThreadThatIsLeftBehindKeepsItsOwnClassesAndNoOthers() throws Exception {
        jars.put("u.jar", untidy.version(1));
        jars.awaitOffered("u.jar", "remember", "start");
        jars.call("start", "{}");
        assertThat(Loaders.threads("left-behind")).hasSize(1);
        jars.put("u.jar", untidy.version(2));
        jars.awaitOffered("u.jar", "remember", "start");
        for (int version = 1; version < 6; version++) {
            replace(version);
        }
        jars.remove("u.jar");
        jars.awaitGone("u.jar");
        jars.remove("a.jar");
        jars.awaitGone("a.jar");

        loaders.awaitLeft(1);
        assertThat(Loaders.threads("left-behind")).hasSize(1);
        endWhatIsLeft();
        loaders.awaitLeft(0);
    }

    private static void endWhatIsLeft() throws InterruptedException {
        for (Thread thread : Loaders.threads("left-behind")) {
            thread.interrupt();
            thread.join();
        }
    }
}
