package dev.landline.testing.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.Job;
import dev.landline.exec.OnDisconnect;
import dev.landline.exec.SessionRequest;
import dev.landline.server.config.SessionSettings;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.TestServerBuilder;
import dev.landline.testing.behaviour.Background;
import dev.landline.testing.behaviour.Eventually;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that several channels are joined to, one after the other or at once. */
@Timeout(60)
class SessionsTest {

    private static final int PLACES = 64;

    private final List<AutoCloseable> open = new ArrayList<>();
    private LeakCheck leaks;
    private TestServer server;

    @TempDir private Path folder;

    @BeforeEach
    void begin() throws IOException {
        leaks = LeakCheck.start();
        server = TestServer.start();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        server.close();
        leaks.assertNothingLeft();
    }

    private void restart(TestServerBuilder other) throws IOException {
        server.close();
        server = other.start();
    }

    private static SessionSettings shortMemory(SessionSettings usual) {
        return new SessionSettings(
                usual.keep(),
                usual.keepMost(),
                Duration.ofMillis(1),
                usual.resultsMost(),
                usual.spool(),
                usual.directory(),
                usual.orphans());
    }

    private SessionScript client() throws IOException {
        SessionScript client = SessionScript.of(server);
        open.add(client);
        return client;
    }

    private static String id(int number) {
        return HexFormat.of().toHexDigits(number).repeat(4);
    }

    /** Waits until sessions have so many threads for this purpose. */
    private void awaitThreads(String purpose, int count) {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (threads(purpose) != count) {
            assertThat(System.nanoTime()).as("threads for " + purpose).isLessThan(limit);
            LockSupport.parkNanos(200_000_000); // each look is a dump of all threads
        }
    }

    private long threads(String purpose) {
        return leaks.left().stream()
                .filter(one -> one.startsWith("thread landline-s") && one.endsWith("-" + purpose))
                .count();
    }

    private static <T> T unchecked(Callable<T> call) {
        try {
            return call.call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitState(SessionScript client, Job.State state) {
        Eventually.until(
                "the session is " + state,
                () ->
                        unchecked(client::jobs).stream()
                                .map(Job::state)
                                .toList()
                                .equals(List.of(state)));
    }

    private static final String HOLDS_ITS_INPUT = "until [ -e go ]; do sleep 0.01; done; cat";

    private ExecRequest holding(OnDisconnect policy) {
        return SessionScript.shell("cd '" + folder + "'; " + HOLDS_ITS_INPUT, policy);
    }

    private void letGo() throws IOException {
        Files.createFile(folder.resolve("go"));
    }

    @Test
    void whoComesBackGetsTheRestAndTheEnd() throws Exception {
        SessionScript first = client();
        int ch = first.exec(SessionScript.shell("echo one; read x; echo $x", OnDisconnect.keep()));
        assertThat(first.text(ch, 4)).isEqualTo("one\n");
        first.close();

        SessionScript second = client();
        int again = second.resume(2);
        assertThat(second.expectOpened(again).resume().orElseThrow()).containsEntry("stdout", 2L);
        second.type(again, 0, "two\n");
        assertThat(second.text(again, 8)).isEqualTo("e\ntwo\n");
        assertThat(second.expectExit(again).status()).isEqualTo(new ExitStatus.Exited(0));
    }

    @Test
    void theEndCanStillBeAskedFor() throws Exception {
        SessionScript first = client();
        int ch = first.exec(SessionScript.shell("echo hi; exit 3", OnDisconnect.keep()));
        first.expectExit(ch);
        first.close();

        SessionScript second = client();
        int again = second.resume(1);
        second.expectOpened(again);
        assertThat(second.text(again, 3)).isEqualTo("i\n");
        assertThat(second.expectExit(again).status()).isEqualTo(new ExitStatus.Exited(3));
    }

    @Test
    void nobodyElseKnowsTheId() throws Exception {
        SessionScript owner = client();
        owner.exec(SessionScript.shell("read x", OnDisconnect.keep()));
        SessionScript stranger = SessionScript.ofSomebodyElse(server);
        open.add(stranger);
        stranger.expectError(stranger.resume(0), "unknown_session");
        stranger.expectError(stranger.attach(Optional.empty()), "unknown_session");
        assertThat(stranger.jobs()).isEmpty();
    }

    @Test
    void whatWasNeverWrittenCannotHaveArrived() throws Exception {
        SessionScript client = client();
        int ch = client.exec(SessionScript.shell("echo hi; read x", OnDisconnect.keep()));
        client.text(ch, 3);
        client.expectError(client.resume(4), "stream_state");
        client.type(ch, 0, "go on\n");
        assertThat(client.expectExit(ch).status()).isEqualTo(new ExitStatus.Exited(0));
    }

    @Test
    void theOpenerComesBackThoughAllPlacesAreTaken() throws Exception {
        SessionScript opener = client();
        SessionScript others = client();
        int ch = opener.exec(SessionScript.shell("read x", OnDisconnect.keep()));
        for (int i = 1; i < PLACES; i++) {
            others.expectOpened(others.attach(Optional.of(id(i))));
        }
        others.expectError(others.attach(Optional.of(id(PLACES))), "not_permitted");

        SessionScript back = client();
        int again = back.resume(0);
        back.expectOpened(again);
        opener.expectError(ch, "superseded");
        back.type(again, 0, "end\n");
        back.expectExit(again);
    }

    @Test
    void whoHasGoneGivesUpTheirPlaceIfNeedBe() throws Exception {
        SessionScript opener = client();
        SessionScript gone = client();
        int ch = opener.exec(SessionScript.shell("read x", OnDisconnect.keep()));
        for (int i = 1; i < PLACES; i++) {
            gone.expectOpened(gone.attach(Optional.of(id(i))));
        }
        gone.close();
        SessionScript others = client();
        Eventually.until(
                "they have gone", () -> unchecked(others::jobs).getFirst().attached() == 1);
        for (int i = PLACES; i < 2 * PLACES - 1; i++) {
            others.expectOpened(others.attach(Optional.of(id(i))));
        }
        opener.type(ch, 0, "end\n");
        opener.expectExit(ch);
    }

    @Test
    void detachingCallsOffWhatWouldEndTheCommand() throws Exception {
        SessionScript first = client();
        first.exec(SessionScript.shell("sleep 1000", OnDisconnect.keep()));
        first.close();
        awaitThreads("keep", 1);

        SessionScript second = client();
        int ch =
                second.open(
                        SessionRequest.DETACH,
                        new SessionRequest(SessionScript.ID),
                        Optional.empty());
        second.expectClose(ch);
        awaitThreads("keep", 0);
        assertThat(second.jobs())
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.policy()).isEqualTo("detach");
                    assertThat(job.state()).isEqualTo(Job.State.RUNNING);
                });
    }

    @Test
    void whatNobodyComesBackToIsEnded() throws Exception {
        SessionScript first = client();
        first.exec(SessionScript.shell("sleep 1000", OnDisconnect.keep(Duration.ofMillis(1))));
        first.close();
        SessionScript second = client();
        awaitState(second, Job.State.ENDED);
        int ch = second.resume(0);
        assertThat(second.expectExit(ch).reason()).contains("abandoned");
    }

    @Test
    void whoLooksInAndLeavesDoesNotEndTheInput() throws Exception {
        SessionScript opener = client();
        SessionScript guest = client();
        int ch = opener.exec(holding(OnDisconnect.keep()));
        int attached = guest.attach(Optional.empty());
        guest.expectOpened(attached);
        for (int i = 0; i < 20; i++) {
            guest.type(attached, i * 10_000L, "g".repeat(10_000)); // more than the pipe takes
        }
        guest.peer.send(new Frame.Close(attached));
        guest.expectClose(attached);
        letGo();
        awaitThreads("stdin", 1);

        opener.type(ch, 0, "tail");
        opener.endInput(ch, 4);
        StringBuilder all = new StringBuilder();
        opener.peer.await(
                Frame.OnChannel.class,
                frame -> {
                    if (frame instanceof Frame.Data data) {
                        all.append(UTF_8.decode(data.body()));
                    }
                    return frame instanceof Frame.Exit;
                });
        assertThat(all.toString()).startsWith("gggg").endsWith("gtail");
    }

    @Test
    void aSlowReaderGetsEverythingThoughTheResultIsGivenUp() throws Exception {
        restart(TestServer.with().sessions(SessionsTest::shortMemory));
        SessionScript client = client();
        int ch =
                client.exec(
                        SessionScript.shell(
                                "head -c 100000 /dev/zero | tr '\\0' x", OnDisconnect.keep()),
                        1000);
        Eventually.until("the result is given up", () -> unchecked(client::jobs).isEmpty());
        client.peer.send(new Frame.Window(ch, "stdout", 0, 1 << 20));
        Frame.Eof eof =
                client.peer.await(
                        Frame.Eof.class,
                        frame -> frame.ch() == ch && frame.stream().equals("stdout"));
        assertThat(eof.offset()).isEqualTo(100_000);
        assertThat(client.expectExit(ch).status()).isEqualTo(new ExitStatus.Exited(0));
        client.expectError(client.resume(0), "unknown_session");
    }

    @Test
    void aServerThatStopsWaitsUntilTheEndWasTold() throws Exception {
        restart(TestServer.with().stopGrace(Duration.ofSeconds(20)));
        SessionScript client = client();
        int ch =
                client.exec(
                        SessionScript.shell("head -c 100000 /dev/zero", OnDisconnect.kill()), 1000);
        awaitState(client, Job.State.ENDED);
        Background<Void> stopping = Background.doing(server::close);
        awaitStopping(client);
        client.peer.send(new Frame.Window(ch, "stdout", 0, 1 << 20));
        client.read(ch, "stdout", 100_000);
        assertThat(client.expectExit(ch).status()).isEqualTo(new ExitStatus.Exited(0));
        client.close();
        stopping.get();
    }

    private static void awaitStopping(SessionScript client) {
        Eventually.until(
                "nothing more is started",
                () -> {
                    int ch =
                            client.open(
                                    ExecRequest.SERVICE,
                                    SessionScript.shell("exit", OnDisconnect.kill()).toJson(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    1000);
                    return client.end(ch) instanceof Frame.Error error
                            && error.code().equals("shutting_down");
                });
    }

    @Test
    void whoComesWhileTheCommandIsEndedTakesThePlaceOfWhoWaitsForTheEnd() throws Exception {
        restart(TestServer.with().killGrace(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        SessionScript first = client();
        int ch =
                first.exec(
                        SessionScript.shell(
                                "trap '' HUP TERM; echo up; while :; do sleep 0.02; done",
                                OnDisconnect.kill()));
        first.text(ch, 3);
        first.close();
        awaitThreads("end", 1);
        SessionScript second = client();
        int again = second.resume(3);
        second.expectOpened(again);
        assertThat(second.expectExit(again).reason()).contains("cancelled");
        assertThat(leaks.left()).noneMatch(one -> one.startsWith("thread landline-c1-ch"));
    }

    @Test
    void aDetachedCommandThatIsOpenedTwiceIsLeftAlone() throws Exception {
        SessionScript client = client();
        ExecRequest request = SessionScript.shell("sleep 1000", OnDisconnect.detach(), true);
        for (int i = 0; i < 3; i++) {
            client.expectClose(client.exec(request));
        }
        assertThat(client.jobs())
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.state()).isEqualTo(Job.State.RUNNING);
                    assertThat(job.attached()).isZero();
                });
    }

    @Test
    void whatRunsByItselfIsKeptOnDisk() throws Exception {
        SessionScript client = client();
        client.expectClose(
                client.exec(
                        SessionScript.shell(
                                "head -c 1000000 /dev/zero", OnDisconnect.detach(), true)));
        awaitState(client, Job.State.ENDED);
        int logs =
                client.open(
                        SessionRequest.LOGS,
                        new SessionRequest(SessionScript.ID),
                        Optional.empty());
        assertThat(client.read(logs, "stdout", 1_000_000)).hasSize(1_000_000);
        client.expectClose(logs);
    }

    @Test
    void nobodyIsJoinedOnceEveryChannelHasEnded() throws Exception {
        SessionScript client = client();
        client.expectExit(client.exec(SessionScript.shell("exit 0", OnDisconnect.keep())));
        assertThat(client.jobs())
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.state()).isEqualTo(Job.State.ENDED);
                    assertThat(job.attached()).isZero();
                });
    }

    @Test
    void whoeverAllowsEverythingAndConsumesNothingDoesNotFillTheMemory() throws Exception {
        SessionScript client = client();
        int ch =
                client.exec(
                        SessionScript.shell("cat /dev/zero", OnDisconnect.kill()), (1L << 53) - 1);
        int most = 16 << 20;
        client.read(ch, "stdout", most);
        assertThat(client.jobs().getFirst().stdout()).isEqualTo(most);
        client.peer.send(new Frame.Window(ch, "stdout", 1000, (1L << 53) - 1));
        client.read(ch, "stdout", most + 1000);
        client.peer.send(new Frame.Close(ch));
        client.expectExit(ch);
    }

    @Test
    void withoutAnIdNothingHasToBeConsumed() throws Exception {
        SessionScript client = client();
        int ch =
                client.open(
                        ExecRequest.SERVICE,
                        SessionScript.shell("head -c 20000000 /dev/zero", OnDisconnect.kill())
                                .toJson(),
                        Optional.empty(),
                        Optional.empty(),
                        (1L << 53) - 1);
        client.read(ch, "stdout", 20_000_000);
        client.expectExit(ch);
    }

    @Test
    void joiningWhatHasEndedLeavesNoThread() throws Exception {
        SessionScript client = client();
        client.expectExit(client.exec(SessionScript.shell("exit 0", OnDisconnect.keep())));
        client.expectExit(client.attach(Optional.of(id(1))));
        awaitThreads("stdin", 0);
    }

    @Test
    void theLogGoesOnThoughATerminalChangesItsSize() throws Exception {
        SessionScript client = client();
        int ch = client.exec(SessionScript.shell("read x; echo $x", OnDisconnect.keep()));
        int logs =
                client.open(
                        SessionRequest.LOGS,
                        new SessionRequest(
                                SessionScript.ID, false, true, Optional.empty(), Optional.empty()),
                        Optional.empty());
        client.expectOpened(logs);
        client.peer.send(new Frame.Resize(logs, 80, 24), new Frame.Signal(logs, "WINCH"));
        client.peer.send(new Frame.Ping(4711));
        client.peer.await(Frame.Pong.class);
        client.type(ch, 0, "late\n");
        boolean[] ended = {false, false};
        client.peer.await(
                Frame.OnChannel.class,
                frame -> {
                    ended[0] |= frame instanceof Frame.Eof eof && eof.ch() == logs;
                    ended[1] |= frame instanceof Frame.Data data && data.ch() == logs;
                    return frame instanceof Frame.Close close && close.ch() == logs;
                });
        assertThat(ended).as("eof and data").containsOnly(true);
    }
}
