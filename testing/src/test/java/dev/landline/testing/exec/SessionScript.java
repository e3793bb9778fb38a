package dev.landline.testing.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landline.exec.ExecRequest;
import dev.landline.exec.Job;
import dev.landline.exec.OnDisconnect;
import dev.landline.exec.SessionRequest;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import dev.landline.wire.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A client that goes through what it has to say about sessions frame by frame. */
final class SessionScript implements AutoCloseable {

    static final String ID = "0123456789abcdef0123456789abcdef";

    private static final long WINDOW = 1 << 20;

    final ScriptedPeer peer;
    private int last = -1;

    private SessionScript(ScriptedPeer peer) {
        this.peer = peer;
    }

    static SessionScript of(TestServer server) throws IOException {
        return new SessionScript(server.peer());
    }

    /** As another identity: the account by which it comes in over the Unix socket. */
    static SessionScript ofSomebodyElse(TestServer server) throws IOException {
        return new SessionScript(ScriptedPeer.client(server.unixLink()));
    }

    static ExecRequest shell(String script, OnDisconnect policy, boolean detached) {
        return new ExecRequest(
                new ExecRequest.Command.Argv(List.of("sh", "-c", script)),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                policy,
                Optional.empty(),
                detached);
    }

    static ExecRequest shell(String script, OnDisconnect policy) {
        return shell(script, policy, false);
    }

    int open(String service, JsonObject request, Optional<String> id, Map<String, Long> resume) {
        return open(service, request, id, Optional.of(resume), WINDOW);
    }

    int open(
            String service,
            JsonObject request,
            Optional<String> id,
            Optional<Map<String, Long>> resume,
            long window) {
        last += 2;
        peer.send(
                new Frame.Open(
                        last,
                        service,
                        request,
                        Optional.of(Map.of("stdout", window, "stderr", window)),
                        id,
                        resume));
        return last;
    }

    /** Opens a channel by {@link #ID} and expects that it is accepted. */
    int exec(ExecRequest request) {
        return exec(request, WINDOW);
    }

    int exec(ExecRequest request, long window) {
        int ch =
                open(
                        ExecRequest.SERVICE,
                        request.toJson(),
                        Optional.of(ID),
                        Optional.empty(),
                        window);
        expectOpened(ch);
        return ch;
    }

    /** The same to go on with what is there. */
    int resume(long stdout) {
        return open(
                ExecRequest.SERVICE,
                shell("echo must not run", OnDisconnect.keep()).toJson(),
                Optional.of(ID),
                Map.of("stdout", stdout));
    }

    int open(String service, SessionRequest request, Optional<String> id) {
        return open(service, request.toJson(), id, Optional.empty(), WINDOW);
    }

    int attach(Optional<String> id) {
        return open(SessionRequest.ATTACH, new SessionRequest(ID), id);
    }

    Frame.Opened expectOpened(int ch) {
        return peer.await(Frame.Opened.class, opened -> opened.ch() == ch);
    }

    void expectClose(int ch) {
        peer.await(Frame.Close.class, close -> close.ch() == ch);
    }

    Frame.Exit expectExit(int ch) {
        Frame.Exit exit = peer.await(Frame.Exit.class, frame -> frame.ch() == ch);
        expectClose(ch);
        return exit;
    }

    /** The last frame of a channel: {@code close} or {@code error}. */
    Frame end(int ch) {
        return peer.await(
                Frame.class,
                frame ->
                        (frame instanceof Frame.Close close && close.ch() == ch)
                                || (frame instanceof Frame.Error error
                                        && error.ch().orElse(0) == ch));
    }

    Frame.Error expectError(int ch, String code) {
        return peer.await(
                Frame.Error.class,
                error -> error.ch().orElse(0) == ch && error.code().equals(code));
    }

    void type(int ch, long offset, String text) {
        peer.send(new Frame.Data(ch, "stdin", offset, ByteBuffer.wrap(text.getBytes(UTF_8))));
    }

    void endInput(int ch, long offset) {
        peer.send(new Frame.Eof(ch, "stdin", offset));
    }

    /** Reads a stream until so much of it has come since the channel began. */
    byte[] read(int ch, String stream, long until) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long next = 0;
        while (next < until) {
            Frame.Data data =
                    peer.await(
                            Frame.Data.class,
                            frame -> frame.ch() == ch && frame.stream().equals(stream));
            byte[] bytes = new byte[data.body().remaining()];
            data.body().get(bytes);
            all.writeBytes(bytes);
            next = data.offset() + bytes.length;
        }
        return all.toByteArray();
    }

    String text(int ch, long until) {
        return new String(read(ch, "stdout", until), UTF_8);
    }

    /** The list of sessions. */
    List<Job> jobs() throws IOException {
        int ch =
                open(
                        SessionRequest.JOBS,
                        new JsonObject(Map.of()),
                        Optional.empty(),
                        Optional.empty(),
                        WINDOW);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        peer.await(
                Frame.OnChannel.class,
                frame -> {
                    if (frame instanceof Frame.Data data && data.ch() == ch) {
                        byte[] bytes = new byte[data.body().remaining()];
                        data.body().get(bytes);
                        lines.writeBytes(bytes);
                    }
                    return frame instanceof Frame.Close close && close.ch() == ch;
                });
        List<Job> jobs = new ArrayList<>();
        for (String line : lines.toString(UTF_8).lines().toList()) {
            byte[] bytes = line.getBytes(UTF_8);
            jobs.add(Job.fromJson(new JsonReader(8, 65_536).read(bytes, 0, bytes.length)));
        }
        return jobs;
    }

    /** Cuts the connection without a word. */
    @Override
    public void close() {
        peer.close();
    }
}
