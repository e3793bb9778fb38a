package dev.landline.client.classic;

import static dev.landline.classic.Dialect.RAW;
import static dev.landline.classic.Dialect.UPPER;
import static dev.landline.client.classic.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The dialects whose answers have no length. */
class QuietAnswersTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(50);

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Test
    void anAnswerInUpperCaseEndsWithAsManyBytesAsWereSent() throws Exception {
        Listening.Talk talk =
                (in, out) -> {
                    String command = Listening.command(in);
                    while (!command.isEmpty()) {
                        for (byte b : utf8(command.toUpperCase(Locale.ROOT))) {
                            out.write(b);
                        }
                        command = Listening.command(in);
                    }
                };
        try (Listening server = Listening.that(talk);
                ClassicClient client =
                        ClassicClient.to(server.speaking(UPPER)).settle(LONG).connect()) {
            assertThat(client.run(" gr\u00fc\u00df dich ", body).bytes()).isEqualTo(11);
            assertThat(client.run("more", body).bytes()).isEqualTo(4);
        }
        assertThat(body.toString(StandardCharsets.UTF_8)).isEqualTo("GR\u00dcSS DICHMORE");
    }

    @Test
    void anAnswerInUpperCaseThatIsTooShortEndsInSilence() throws Exception {
        try (Listening server = Listening.answering(utf8("HE"));
                ClassicClient client =
                        ClassicClient.to(server.speaking(UPPER)).settle(SHORT).connect()) {
            assertThat(client.run("hello", body).bytes()).isEqualTo(2);
        }
    }

    @Test
    void anEndWithinAnAnswerInUpperCaseSaysHowMuchArrived() throws Exception {
        try (Listening server =
                        Listening.that((in, out) -> {
                            Listening.command(in);
                            out.write(utf8("HE"));
                        });
                ClassicClient client = ClassicClient.connect(server.speaking(UPPER))) {
            assertThatThrownBy(() -> client.run("hello", body))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("the connection ended after 2 of 5 bytes of the answer");
        }
    }

    @Test
    void aRawAnswerIsWhatArrivesUntilTheServerIsSilent() throws Exception {
        byte[] large = new byte[1 << 20];
        try (Listening server = Listening.answering(large);
                ClassicClient client =
                        ClassicClient.to(server.speaking(RAW))
                                .settle(Duration.ofMillis(400))
                                .connect()) {
            assertThat(client.run("cat big", body).bytes()).isEqualTo(large.length);
        }
    }

    /** What servers do that send an answer of no bytes as it is. */
    private static void nothingForTheFirst(InputStream in, OutputStream out) throws IOException {
        in.readNBytes("true".length());
        in.readNBytes("echo two".length());
        out.write(utf8("two"));
        Listening.command(in);
    }

    @Test
    void anAnswerThatNeverComesCountsAsEmptyAfterTheTimeout() throws Exception {
        try (Listening server = Listening.that(QuietAnswersTest::nothingForTheFirst);
                ClassicClient client =
                        ClassicClient.to(server.speaking(RAW))
                                .answerTimeout(Duration.ofSeconds(1))
                                .connect()) {
            assertThat(client.run("true", body)).isEqualTo(Answer.of(0));
            assertThat(client.run("echo two", body)).isEqualTo(Answer.of(3));
        }
    }

    @Test
    void silenceIsToldAndTheAnswerIsStillWaitedFor() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Listening.Talk talk =
                (in, out) -> {
                    Listening.command(in);
                    told.await();
                    out.write(utf8("late"));
                };
        try (Listening server = Listening.that(talk);
                ClassicClient client =
                        ClassicClient.to(server.speaking(RAW))
                                .onSilence(SHORT, told::countDown)
                                .connect()) {
            assertThat(client.run("sleep 1000; echo late", body)).isEqualTo(Answer.of(4));
        }
    }

    @Test
    void theWaitForAnAnswerCanBeGivenUpAndTheNextCommandSent() throws Exception {
        AtomicReference<ClassicClient> waiting = new AtomicReference<>();
        List<Boolean> gaveUp = new ArrayList<>();
        Runnable givingUpOnce =
                () -> {
                    if (gaveUp.isEmpty()) {
                        gaveUp.add(waiting.get().giveUp());
                    }
                };
        try (Listening server = Listening.that(QuietAnswersTest::nothingForTheFirst);
                ClassicClient client =
                        ClassicClient.to(server.speaking(RAW))
                                .onSilence(SHORT, givingUpOnce)
                                .connect()) {
            waiting.set(client);
            assertThat(client.giveUp()).as("nobody waits yet").isFalse();
            assertThat(client.run("true", body)).isEqualTo(Answer.of(0));
            assertThat(client.giveUp()).as("nobody waits any longer").isFalse();
            assertThat(client.run("echo two", body)).isEqualTo(Answer.of(3));
            assertThat(client.isOpen()).isTrue();
        }
        assertThat(gaveUp).containsExactly(true);
    }

    /** What the dialect is there to show: a server that pauses is taken for one that is done. */
    @Test
    void aRawAnswerThatComesLateIsGluedToTheNext() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        Listening.Talk talk =
                (in, out) -> {
                    Listening.command(in);
                    out.write(utf8("first, "));
                    taken.await();
                    out.write(utf8("and its rest; "));
                    Listening.command(in);
                    out.write(utf8("second"));
                };
        try (Listening server = Listening.that(talk);
                ClassicClient client =
                        ClassicClient.to(server.speaking(RAW)).settle(SHORT).connect()) {
            client.run("one", body);
            assertThat(body).hasToString("first, ");
            taken.countDown();
            client.run("two", body);
            assertThat(body.toString(StandardCharsets.UTF_8)).startsWith("first, and its rest; ");
        }
    }

    @Test
    void theEndOfTheConnectionEndsARawAnswerAndIsNoneItself() throws Exception {
        try (Listening server =
                        Listening.that((in, out) -> {
                            Listening.command(in);
                            out.write(utf8("bye"));
                        });
                ClassicClient client =
                        ClassicClient.to(server.speaking(RAW)).settle(LONG).connect()) {
            assertThat(client.run("exit", body).bytes()).isEqualTo(3);
            assertThatThrownBy(() -> client.run("ls", body))
                    .isInstanceOf(ConnectionException.class);
        }
    }

    @Test
    void aConsumerThatStandsStillHoldsUpTheServer() throws Exception {
        int size = 64 << 20;
        AtomicBoolean stoodStill = new AtomicBoolean();
        AtomicBoolean sentMeanwhile = new AtomicBoolean();
        CountDownLatch allSent = new CountDownLatch(1);
        Listening.Talk talk =
                (in, out) -> {
                    Listening.command(in);
                    byte[] piece = new byte[1 << 20];
                    for (int sent = 0; sent < size; sent += piece.length) {
                        out.write(piece);
                    }
                    allSent.countDown();
                };
        try (Listening server = Listening.that(talk);
                ClassicClient client =
                        ClassicClient.to(server.speaking(RAW)).settle(LONG).connect()) {
            OutputStream waiting =
                    new OutputStream() {
                        @Override
                        public void write(int b) {}

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            if (!stoodStill.getAndSet(true)) {
                                sentMeanwhile.set(sentAll(allSent));
                            }
                        }
                    };
            assertThat(client.run("cat big", waiting).bytes()).isEqualTo(size);
        }
        assertThat(sentMeanwhile).isFalse();
    }

    /** A server that nothing holds up sends all within far less. */
    private static boolean sentAll(CountDownLatch allSent) {
        try {
            return allSent.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
