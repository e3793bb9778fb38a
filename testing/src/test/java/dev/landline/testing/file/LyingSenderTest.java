package dev.landline.testing.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.file.Receiving.Outcome;
import dev.landline.transfer.Compare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sender whose messages are not true, or are none. */
@Timeout(120)
class LyingSenderTest {

    private static final byte[] FIVE = "12345".getBytes(UTF_8);
    private static final byte[] LARGE = new byte[200_000];

    static {
        new Random(5).nextBytes(LARGE);
    }

    @TempDir private Path destination;

    private void assertOnly(String... names) throws Exception {
        assertThat(Trees.names(destination)).containsExactly(names);
    }

    /** What begins a content and ends it wrongly. */
    private interface Ending {
        void end(Wire wire) throws Exception;
    }

    @EnumSource
    @ParameterizedTest
    void contentsThatAreNotWhatTheyAreSaidToBeAreAskedForThreeTimes(Receiving receiving)
            throws Exception {
        byte[] more = "1234567890".getBytes(UTF_8);
        Map<String, Ending> endings = new TreeMap<>();
        endings.put("another hash", wire -> wire.data(FIVE).end(5, Wire.hash(more)));
        endings.put("no hash at all", wire -> wire.data(FIVE).end(5, "md5:0"));
        endings.put("a size too large", wire -> wire.data(FIVE).end(6, Wire.hash(FIVE)));
        endings.put("a size too small", wire -> wire.data(FIVE).end(4, Wire.hash(FIVE)));
        endings.put("more than announced", wire -> wire.data(more).end(5, Wire.hash(FIVE)));
        endings.put("less than announced", wire -> wire.end(5, Wire.hash(FIVE)));
        endings.put(
                "zeros instead",
                wire -> wire.say("{'type':'hole','size':5}").end(5, Wire.hash(FIVE)));
        for (Map.Entry<String, Ending> each : endings.entrySet()) {
            Outcome outcome =
                    receiving
                            .of(
                                    destination,
                                    Receiving.PLAIN,
                                    wire -> {
                                        wire.file(0, "file", 5);
                                        for (int i = 0; i < 3; i++) {
                                            wire.await("want 0");
                                            wire.begin(0, 0, 5);
                                            each.getValue().end(wire);
                                        }
                                        wire.small(1, "later", "2").finished();
                                    })
                            .assertFinished();
            assertThat(outcome.answers())
                    .as(each.getKey())
                    .contains("failed 0 hash_mismatch", "done 1");
            assertThat(Collections.frequency(outcome.answers(), "want 0")).isEqualTo(3);
            assertOnly("later");
        }
    }

    @EnumSource
    @ParameterizedTest
    void aWrongContentDoesNotReplaceWhatIsThere(Receiving receiving) throws Exception {
        Files.write(destination.resolve("file"), LARGE);
        Outcome outcome =
                receiving
                        .of(
                                destination,
                                Receiving.PLAIN,
                                wire -> {
                                    wire.entry(
                                            0, "\"file\"", ",'size':5,'hash':'xxh3-128:00'", FIVE);
                                    wire.await("want 0");
                                    wire.say(
                                            "{'type':'given_up','n':0,'code':'changed',"
                                                    + "'message':'it was a lie'}");
                                    wire.finished();
                                })
                        .assertFinished();
        assertThat(outcome.answers()).contains("failed 0 changed");
        assertThat(destination.resolve("file")).hasBinaryContent(LARGE);
        assertOnly("file");
    }

    @EnumSource
    @ParameterizedTest
    void whatComesAfterOneThatWasWrongCanStillBeRight(Receiving receiving) throws Exception {
        receiving
                .of(
                        destination,
                        Receiving.PLAIN,
                        wire -> {
                            wire.file(0, "file", 5);
                            wire.await("want 0");
                            wire.begin(0, 0, 5).data(LARGE).end(5, Wire.hash(FIVE));
                            wire.await("want 0");
                            wire.begin(0, 0, 5).data(LARGE).begin(0, 0, 5).data(FIVE);
                            wire.end(5, Wire.hash(FIVE)).finished();
                        })
                .assertFinished();
        assertThat(destination.resolve("file")).hasBinaryContent(FIVE);
        assertOnly("file");
    }

    @EnumSource
    @ParameterizedTest
    void aCutIsNoEnd(Receiving receiving) throws Exception {
        receiving
                .of(
                        destination,
                        Receiving.PLAIN,
                        wire -> {
                            wire.small(0, "whole", "1").file(1, "file", 5);
                            wire.await("want 1");
                            wire.begin(1, 0, 5).data(FIVE);
                        })
                .assertBreach();
        assertThat(destination.resolve("whole")).hasContent("1");
        assertOnly("whole");

        receiving
                .of(destination, Receiving.PLAIN, wire -> wire.small(0, "whole", "2"))
                .assertBreach();
        assertThat(destination.resolve("whole")).hasContent("2");
        receiving.of(destination, Receiving.PLAIN, wire -> wire.raw((byte) 9)).assertBreach();
        assertOnly("whole");
    }

    @EnumSource
    @ParameterizedTest
    void aLargeFileThatWasCutGoesOnWhereItWasIfTheBeginningIsTheSame(Receiving receiving)
            throws Exception {
        byte[] half = Arrays.copyOf(LARGE, 100_000);
        for (boolean same : List.of(true, false)) {
            receiving
                    .of(
                            destination,
                            Receiving.PLAIN,
                            wire -> {
                                wire.file(0, "file", LARGE.length);
                                wire.await("want 0");
                                wire.begin(0, 0, LARGE.length).data(half);
                            })
                    .assertBreach();
            assertThat(Trees.parts(destination)).hasSize(1);
            assertThat(destination.resolve("file")).doesNotExist();
            byte[] rest = Arrays.copyOfRange(LARGE, half.length, LARGE.length);
            byte[] wrong = rest.clone();
            wrong[0]++;
            receiving
                    .of(
                            destination,
                            Receiving.PLAIN,
                            wire -> {
                                wire.file(0, "file", LARGE.length);
                                wire.await("want 0 100000");
                                wire.begin(0, 100_000, LARGE.length).data(same ? rest : wrong);
                                wire.end(LARGE.length, Wire.hash(LARGE));
                                if (!same) {
                                    wire.await("want 0");
                                    wire.content(0, LARGE);
                                }
                                wire.finished();
                            })
                    .assertFinished();
            assertThat(destination.resolve("file")).hasBinaryContent(LARGE);
            assertOnly("file");
            Files.delete(destination.resolve("file"));
        }
    }

    @EnumSource
    @ParameterizedTest
    void messagesInTheWrongOrderEndTheTransfer(Receiving receiving) throws Exception {
        List<Wire.Script> scripts =
                List.of(
                        wire -> wire.small(1, "file", "bad").finished(),
                        wire -> wire.directory(0, "d").left(0).small(0, "file", "bad"),
                        wire -> wire.directory(0, "d").left(1).finished(),
                        wire -> wire.left(0).finished(),
                        wire -> wire.directory(0, "d").finished(),
                        wire -> wire.file(0, "file", 5).finished(),
                        wire -> {
                            wire.file(0, "file", 5);
                            wire.await("want 0");
                            wire.begin(0, 7, 10);
                        },
                        wire -> {
                            wire.file(0, "file", 5).file(1, "other", 5);
                            wire.await("want 1");
                            wire.begin(0, 0, 5).begin(1, 0, 5);
                        },
                        wire -> {
                            wire.file(0, "file", 5);
                            wire.await("want 0");
                            wire.begin(0, 0, 5).say("{'type':'copy','from':0,'size':5}");
                        });
        for (int i = 0; i < scripts.size(); i++) {
            Wire.Script script = scripts.get(i);
            receiving
                    .of(
                            destination,
                            Receiving.RECURSIVE,
                            wire -> {
                                script.play(wire);
                                wire.awaitEnd();
                            })
                    .assertBreach();
            Files.deleteIfExists(destination.resolve("d"));
            assertThat(Trees.names(destination)).as("script %s", i).isEmpty();
        }
    }

    @EnumSource
    @ParameterizedTest
    void aHundredThousandEntriesAtOnceEndTheTransfer(Receiving receiving) throws Exception {
        receiving
                .of(
                        destination,
                        Receiving.PLAIN,
                        wire -> {
                            for (int i = 0; i < 100_000; i++) {
                                wire.file(i, "file" + i, 5);
                            }
                            wire.awaitEnd();
                        })
                .assertBreach();
        assertOnly();
    }

    @EnumSource
    @ParameterizedTest
    void messagesThatAreNoneEndTheTransfer(Receiving receiving) throws Exception {
        List<Wire.Script> scripts =
                List.of(
                        wire -> wire.entry(0, "\"x\"", ",'pad':'" + "x".repeat(70_000) + "'"),
                        wire -> wire.say("{'type':'entry','x':" + "[".repeat(30_000)),
                        wire -> wire.say("{'type':'entry','x':" + "{'x':".repeat(9_000)),
                        wire -> wire.say("{'type':'data'}", new byte[2 << 20]),
                        wire -> wire.say("{'type':'data','data_size':-1}"),
                        wire -> wire.say("{'type':7}"),
                        wire -> wire.say("{}"),
                        wire -> wire.say("[]"),
                        wire -> wire.say(""),
                        wire -> wire.entry(0, "\"x\"", ",'size':-1"),
                        wire -> wire.entry(0, "\"x\"", ",'size':9007199254740993"),
                        wire -> wire.entry(0, "\"x\"", ",'mtime_ns':1000000000"),
                        wire -> wire.entry(0, "\"x\"", ",'kind':'link'"),
                        wire -> wire.entry(0, "\"x\"", ",'size':3,'hash':'x'", FIVE),
                        wire ->
                                wire.say(
                                        "{'type':'entry','n':0,'filename':'x','mode':65535,"
                                                + "'mtime':7}"),
                        wire -> wire.raw((byte) -1, (byte) -1, (byte) -1, (byte) -1));
        for (Wire.Script script : scripts) {
            receiving
                    .of(
                            destination,
                            Receiving.RECURSIVE,
                            wire -> {
                                script.play(wire);
                                wire.awaitEnd();
                            })
                    .assertBreach();
            assertOnly();
        }
    }

    @EnumSource
    @ParameterizedTest
    void whatNobodyKnowsOrWantsIsLeftOut(Receiving receiving) throws Exception {
        receiving
                .of(
                        destination,
                        Receiving.PLAIN,
                        wire ->
                                wire.say("{'type':'dance'}", new byte[100_000])
                                        .data(FIVE)
                                        .end(5, Wire.hash(FIVE))
                                        .content(77, LARGE)
                                        .say("{'type':'copy','from':0,'size':9007199254740991}")
                                        .say("{'type':'hole','size':9007199254740991}")
                                        .say("{'type':'waiting','and':[1,2,{'so':'on'}]}")
                                        .say("{'type':'given_up','n':5,'code':'x','message':''}")
                                        .entry(0, "\"file\"", ",'size':0,'later':true")
                                        .content(0)
                                        .finished())
                .assertFinished();
        assertThat(destination.resolve("file")).isEmptyFile();
        assertOnly("file");
    }

    @EnumSource
    @ParameterizedTest
    void copiesFromOutsideTheFileThatWasDescribed(Receiving receiving) throws Exception {
        Path file = Files.write(destination.resolve("file"), LARGE);
        byte[] wanted = LARGE.clone();
        wanted[0]++;
        for (String copy :
                List.of(
                        "{'type':'copy','from':199999,'size':2}",
                        "{'type':'copy','from':9007199254740991,'size':9007199254740991}",
                        "{'type':'copy','from':0,'size':9007199254740991}")) {
            Files.write(file, LARGE);
            receiving
                    .of(
                            destination,
                            Receiving.options(false, false, true, Compare.ALWAYS),
                            wire -> {
                                wire.file(0, "file", wanted.length);
                                wire.await("want 0");
                                wire.begin(0, 0, wanted.length).say(copy);
                                wire.end(wanted.length, Wire.hash(wanted));
                                wire.await("want 0");
                                wire.content(0, wanted).finished();
                            })
                    .assertFinished();
            assertThat(file).hasBinaryContent(wanted);
            assertOnly("file");
        }
    }
}
