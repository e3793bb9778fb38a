package dev.landline.testing.attack;

import dev.landline.Limits;
import dev.landline.engine.Deadline;
import dev.landline.exec.ExecRequest;
import dev.landline.json.JsonObject;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import dev.landline.testing.TestServerBuilder;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A live server with a real, authorised attacker. After each attack it must serve others, and where
 * the attack was on one channel only, the attacker as well; at the end it must have left nothing
 * behind.
 */
final class Victim implements AutoCloseable {

    private static final Map<String, Long> WINDOWS = Map.of("stdout", 1L << 18, "stderr", 1L << 18);

    final TestServer server;
    private final LeakCheck leaks;

    private Victim(TestServer server, LeakCheck leaks) {
        this.server = server;
        this.leaks = leaks;
    }

    static Victim ready() throws IOException {
        return ready(TestServer.with());
    }

    static Victim ready(Limits limits) throws IOException {
        return ready(TestServer.with().limits(limits));
    }

    static Victim ready(TestServerBuilder builder) throws IOException {
        LeakCheck leaks = LeakCheck.start();
        return new Victim(builder.start(), leaks);
    }

    /** An attacker that has come in over TLS and was greeted. */
    ScriptedPeer attacker() throws IOException {
        return server.peer();
    }

    static Frame.Open exec(int ch, String... argv) {
        return new Frame.Open(ch, ExecRequest.SERVICE, request(argv), Optional.of(WINDOWS));
    }

    static JsonObject request(String... argv) {
        return new ExecRequest(
                        new ExecRequest.Command.Argv(List.of(argv)),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty())
                .toJson();
    }

    /** A channel on which a command runs that reads nothing and ends when it is asked to. */
    static ScriptedPeer opened(ScriptedPeer peer, int ch) {
        peer.send(exec(ch, "sleep", "1000"));
        peer.expect(Frame.Opened.class, opened -> opened.ch() == ch);
        return peer;
    }

    /** The attacker's own connection goes on: a command runs on it. */
    static void assertServesOn(ScriptedPeer peer, int ch) {
        peer.send(exec(ch, "true"));
        peer.await(
                Frame.Exit.class,
                exit ->
                        exit.ch() == ch
                                && exit.status().equals(new dev.landline.ExitStatus.Exited(0)));
        peer.await(Frame.Close.class, close -> close.ch() == ch);
    }

    /** One channel was refused or ended with this code, and nothing else was. */
    static Frame.Error assertChannelError(ScriptedPeer peer, int ch, String code) {
        Frame.Error error = peer.await(Frame.Error.class);
        if (error.ch().isEmpty() || error.ch().getAsInt() != ch || !error.code().equals(code)) {
            throw new AssertionError("expected " + code + " for channel " + ch + ", got " + error);
        }
        return error;
    }

    /** Others are served. */
    void assertServing() throws IOException {
        server.assertServing();
    }

    @Override
    public void close() {
        // A server that cannot be closed must fail the test, and not hold it up.
        Deadline deadline =
                Deadline.start(
                        "test-deadline",
                        java.time.Duration.ofSeconds(30),
                        Thread.currentThread()::interrupt);
        try (deadline) {
            server.close();
        }
        if (deadline.passed()) {
            throw new AssertionError("expected the server to close within 30 seconds");
        }
        leaks.assertNothingLeft();
    }
}
