package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.engine.Opening;
import dev.landline.file.FileName;
import dev.landline.hash.HashAlgorithm;
import dev.landline.select.Exclusions;
import dev.landline.testing.TestServer;
import dev.landline.testing.file.Receiving.Outcome;
import dev.landline.transfer.GetRequest;
import dev.landline.transfer.PutRequest;
import dev.landline.transfer.SendOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A receiver whose answers are not true, or are none. */
@Timeout(120)
class LyingReceiverTest {

    @TempDir private Path directory;
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        byte[] content = new byte[200_000];
        new Random(1).nextBytes(content);
        Files.write(directory.resolve("file"), content);
        server = TestServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.assertServing();
        server.close();
    }

    private Outcome play(Wire.Script script) throws Exception {
        GetRequest request =
                new GetRequest(
                        List.of(FileName.of(directory.resolve("file"))),
                        false,
                        false,
                        new SendOptions(
                                false,
                                false,
                                Exclusions.none(),
                                HashAlgorithm.XXH3_128,
                                false,
                                OptionalLong.empty(),
                                false,
                                Optional.empty()),
                        Optional.empty(),
                        "hostile");
        Opening opening =
                new Opening(
                        GetRequest.SERVICE,
                        request.toJson(),
                        List.of(PutRequest.FILE),
                        List.of(PutRequest.ANSWER));
        return Receiving.withServer(server, opening, script);
    }

    @Test
    void whatNobodyKnowsOrHasNamedIsLeftOut() throws Exception {
        Outcome outcome =
                play(wire -> {
                    wire.await("entry 0");
                    wire.say("{'type':'dance'}", new byte[1000])
                            .say("{'type':'want','n':5}")
                            .say("{'type':'done','n':7,'count':9007199254740991}")
                            .say("{'type':'same','n':9007199254740991}")
                            .say("{'type':'failed','n':1,'code':'?','message':'?'}")
                            .say("{'type':'want','n':0,'offset':9007199254740991," + "'hash':'x'}")
                            .say("{'type':'want','n':0,'offset':100,'hash':'x'}");
                    wire.await("begin 0 0");
                    wire.await("end");
                    wire.await("begin 0 0");
                    wire.await("end");
                    wire.say("{'type':'done','n':0}").finished();
                });
        assertThat(outcome.error()).isEmpty();
        assertThat(outcome.answers()).endsWith("finished");
    }

    @Test
    void descriptionsThatAreNoneEndTheTransfer() throws Exception {
        for (int size : List.of(1, 12, 13, 1000)) {
            byte[] description = new byte[size];
            play(
                            wire -> {
                                wire.await("entry 0");
                                wire.say("{'type':'want','n':0}", description);
                                wire.awaitEnd();
                            })
                    .assertBreach();
        }
        play(
                        wire -> {
                            wire.await("entry 0");
                            for (int i = 0; i < 20; i++) {
                                wire.say("{'type':'basis','n':0}", new byte[1 << 20]);
                            }
                            wire.awaitEnd();
                        })
                .assertBreach();
    }

    /** What was asked for and not sent yet must not fill the memory. */
    @Test
    void wishesWithoutEndEndTheTransfer() throws Exception {
        play(
                        wire -> {
                            wire.await("entry 0");
                            for (int i = 0; i < 4000; i++) {
                                wire.say("{'type':'want','n':0}");
                            }
                            wire.awaitEnd();
                        })
                .assertBreach();
        play(
                        wire -> {
                            wire.await("entry 0");
                            for (int i = 0; i < 20; i++) {
                                wire.say("{'type':'want','n':0}");
                            }
                            for (int i = 0; i < 40; i++) {
                                wire.say("{'type':'want','n':0}", new byte[1 << 20]);
                            }
                            wire.awaitEnd();
                        })
                .assertBreach();
    }

    @Test
    void anEndWithoutAnAnswerIsAnError() throws Exception {
        play(wire -> wire.await("entry 0")).assertBreach();
    }
}
