package dev.landline.testing;

import dev.landline.ErrorCode;
import dev.landline.engine.Deadline;
import dev.landline.link.Link;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import dev.landline.wire.FrameReader;
import dev.landline.wire.FrameTrace;
import dev.landline.wire.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One side of a connection that follows a script: send this, expect that. It keeps no rule of the
 * protocol by itself and can therefore break every one.
 *
 * <p>It reads only while something is expected, and answers each ping that it meets then. What it
 * sends when the other side has closed is lost, as on any line; what the other side said before is
 * still to be expected. Whatever takes longer than the patience of the peer aborts the link and
 * throws. For one thread at a time.
 */
public final class ScriptedPeer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int REMEMBERED = 20;

    private final Link link;
    private final FrameReader reader;
    private final FrameEncoder encoder = new FrameEncoder();
    private final Deque<String> conversation = new ArrayDeque<>();
    private Duration patience = PATIENCE;
    private Frame.@Nullable Hello peerHello;

    private ScriptedPeer(Link link) {
        this.link = link;
        this.reader = new FrameReader(link.input(), Framing.MAX_BODY);
    }

    /**
     * A peer that has said nothing yet and has heard nothing.
     *
     * @param link the link, owned by the peer from now on
     * @return the peer
     */
    public static ScriptedPeer silent(Link link) {
        return new ScriptedPeer(link);
    }

    /**
     * A client that has greeted the server and was greeted.
     *
     * @param link a link to a server, owned by the peer from now on
     * @return the peer, ready to open channels
     */
    public static ScriptedPeer client(Link link) {
        return silent(link).greet(hello(0));
    }

    /**
     * A server that has greeted the client and was greeted. It allows 256 channels.
     *
     * @param link a link to a client, owned by the peer from now on
     * @return the peer, ready for channels
     */
    public static ScriptedPeer server(Link link) {
        return silent(link).greet(hello(256));
    }

    /**
     * A greeting as an ordinary peer sends it.
     *
     * @param maxChannels how many channels the other side may open at once
     * @return the frame
     */
    public static Frame.Hello hello(int maxChannels) {
        return new Frame.Hello(
                Framing.VERSION, "scripted-peer", List.of(), Framing.MAX_BODY, maxChannels);
    }

    /**
     * How long each call may take; 10 seconds without a choice.
     *
     * @param time more than nothing
     * @return this
     */
    public ScriptedPeer patience(Duration time) {
        patience = time;
        return this;
    }

    /**
     * Sends a greeting and waits for the other side's.
     *
     * @param own what to send
     * @return this
     * @throws AssertionError where something else arrives
     */
    public ScriptedPeer greet(Frame.Hello own) {
        send(own);
        peerHello = expect(Frame.Hello.class);
        return this;
    }

    /**
     * What the other side said of itself.
     *
     * @return its greeting
     * @throws IllegalStateException where this peer has not been greeted
     */
    public Frame.Hello peerHello() {
        if (peerHello == null) {
            throw new IllegalStateException("the other side has not greeted yet");
        }
        return peerHello;
    }

    /**
     * Sends frames, each with one write.
     *
     * @param frames what to send, in this order
     * @return this
     * @throws AssertionError where the link does not take them in time
     */
    public ScriptedPeer send(Frame... frames) {
        for (Frame frame : frames) {
            remember("sent", FrameTrace.line(frame));
            write(encoder.bytes(frame));
        }
        return this;
    }

    /**
     * Sends bytes, whatever they mean.
     *
     * @param bytes what to send
     * @return this
     * @throws AssertionError where the link does not take them in time
     */
    public ScriptedPeer sendBytes(byte... bytes) {
        remember("sent", bytes.length + " bytes");
        write(bytes);
        return this;
    }

    /**
     * Sends a frame whose header is spelled out, with the right length in front of it.
     *
     * @param header any text, sent as UTF-8
     * @return this
     * @throws AssertionError where the link does not take it in time
     */
    public ScriptedPeer sendHeader(String header) {
        remember("sent", header.length() <= 100 ? header : header.substring(0, 100) + "…");
        write(frameOf(header));
        return this;
    }

    /**
     * The bytes of a frame whose header is spelled out.
     *
     * @param header any text
     * @return its length in four bytes, then the text as UTF-8
     */
    public static byte[] frameOf(String header) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Framing.LENGTH_BYTES + text.length)
                .putInt(Integer.reverseBytes(text.length))
                .put(text)
                .array();
    }

    private void write(byte[] bytes) {
        within(
                "to send " + bytes.length + " bytes",
                () -> {
                    try {
                        link.output().write(bytes);
                    } catch (IOException e) {
                        remember("lost it:", String.valueOf(e.getMessage()));
                    }
                    return bytes;
                });
    }

    /**
     * Takes the next frame, pings left aside, which must be of one type.
     *
     * @param <F> that type
     * @param type the class of the frame
     * @return the frame
     * @throws AssertionError where another frame comes, the end, or nothing in time
     */
    public <F extends Frame> F expect(Class<F> type) {
        return expect(type, frame -> true);
    }

    /**
     * Takes the next frame, pings left aside, which must be of one type and pass a test.
     *
     * @param <F> that type
     * @param type the class of the frame
     * @param test what else must be true of it
     * @return the frame
     * @throws AssertionError where another frame comes, the end, or nothing in time
     */
    public <F extends Frame> F expect(Class<F> type, Predicate<? super F> test) {
        Frame frame = next(nameOf(type), type == Frame.Ping.class);
        if (!type.isInstance(frame) || !test.test(type.cast(frame))) {
            throw failed("expected " + nameOf(type) + ", got " + FrameTrace.line(frame));
        }
        return type.cast(frame);
    }

    /**
     * Reads on until a frame of one type comes; whatever comes before it is dropped.
     *
     * @param <F> that type
     * @param type the class of the frame
     * @return the frame
     * @throws AssertionError where the end comes first, or the frame does not come in time
     */
    public <F extends Frame> F await(Class<F> type) {
        return await(type, frame -> true);
    }

    /**
     * Reads on until a frame of one type comes that passes a test; whatever comes before it is
     * dropped.
     *
     * @param <F> that type
     * @param type the class of the frame
     * @param test what else must be true of it
     * @return the frame
     * @throws AssertionError where the end comes first, or the frame does not come in time
     */
    public <F extends Frame> F await(Class<F> type, Predicate<? super F> test) {
        while (true) {
            Frame frame = next(nameOf(type), type == Frame.Ping.class);
            if (type.isInstance(frame) && test.test(type.cast(frame))) {
                return type.cast(frame);
            }
        }
    }

    /**
     * Reads on until an error of the connection comes, and then the end.
     *
     * @param code the code that it must have
     * @return the error
     * @throws AssertionError where it has another code, or does not come in time
     */
    public Frame.Error awaitRefusal(ErrorCode code) {
        Frame.Error error = await(Frame.Error.class);
        if (error.ch().isPresent() || !error.code().equals(code.wire())) {
            throw failed(
                    "expected an error of the connection with the code "
                            + code.wire()
                            + ", got "
                            + FrameTrace.line(error));
        }
        expectClosed();
        return error;
    }

    /**
     * Waits until the other side has closed the link; it may say no more.
     *
     * @throws AssertionError where a frame comes, or the end does not come in time
     */
    public void expectClosed() {
        Frame frame = within("the end", this::readToEnd);
        if (frame != null) {
            throw failed("expected the end, got " + FrameTrace.line(frame));
        }
    }

    private @Nullable Frame readToEnd() {
        try {
            Frame frame;
            do {
                frame = read();
            } while (frame instanceof Frame.Ping);
            return frame;
        } catch (IOException e) {
            remember("ended", String.valueOf(e.getMessage()));
            return null;
        }
    }

    /**
     * Reads bytes up to the end, for answers in another protocol. Must not follow an expectation of
     * frames.
     *
     * @return what came, as ISO 8859-1: one character for each byte
     * @throws AssertionError where the end does not come in time
     */
    public String readText() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        within("the end", () -> readAway(all));
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    private int readAway(ByteArrayOutputStream all) {
        byte[] chunk = new byte[4096];
        try {
            int count;
            while ((count = link.input().read(chunk)) >= 0) {
                all.write(chunk, 0, count);
            }
        } catch (IOException e) {
            remember("ended", String.valueOf(e.getMessage()));
        }
        return all.size();
    }

    private Frame next(String wanted, boolean pingsToo) {
        Frame frame =
                within(
                        wanted,
                        () -> {
                            Frame read = read();
                            while (read instanceof Frame.Ping(long id) && !pingsToo) {
                                answer(id);
                                read = read();
                            }
                            return read;
                        });
        if (frame == null) {
            throw failed("expected " + wanted + ", got the end");
        }
        return frame;
    }

    private void answer(long ping) {
        try {
            link.output().write(encoder.bytes(new Frame.Pong(ping)));
        } catch (IOException e) {
            // It asked and left; what it said besides is still to be read.
        }
    }

    private @Nullable Frame read() throws IOException {
        Frame frame = reader.read();
        if (frame != null) {
            remember("got", FrameTrace.line(frame));
        }
        return frame;
    }

    /** A step of the script that may block. */
    private interface Step<T extends @Nullable Object> {
        T run() throws IOException;
    }

    private <T extends @Nullable Object> T within(String wanted, Step<T> step) {
        Deadline deadline = Deadline.start("scripted-peer-deadline", patience, link::abort);
        try (deadline) {
            T result = step.run();
            if (deadline.passed()) {
                throw late(wanted, null);
            }
            return result;
        } catch (IOException e) {
            if (deadline.passed()) {
                throw late(wanted, e);
            }
            AssertionError error = failed("expected " + wanted + ", got " + e.getMessage());
            error.initCause(e);
            throw error;
        }
    }

    private AssertionError late(String wanted, @Nullable IOException cause) {
        AssertionError error =
                failed("expected " + wanted + " within " + patience.toMillis() + " ms");
        if (cause != null) {
            error.initCause(cause);
        }
        return error;
    }

    private AssertionError failed(String message) {
        return new AssertionError(message + "; so far: " + String.join("\n  ", conversation));
    }

    private void remember(String what, String line) {
        if (conversation.size() >= REMEMBERED) {
            conversation.removeFirst();
        }
        conversation.addLast(what + " " + line);
    }

    private static String nameOf(Class<?> type) {
        return type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The link, for what the peer has no words for.
     *
     * @return the link that the peer was made with
     */
    public Link link() {
        return link;
    }

    /** Cuts the link, without a word. */
    @Override
    public void close() {
        link.abort();
    }
}
