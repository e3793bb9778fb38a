package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Printable;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import dev.landline.wire.FrameReader;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of greetings, on the thread of whoever sets the connection up: nothing else runs
 * yet.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 2.
 */
final class Handshake {

    private final FrameReader reader;
    private final OutputStream output;
    private final FrameListener listener;

    Handshake(FrameReader reader, OutputStream output, FrameListener listener) {
        this.reader = reader;
        this.output = output;
        this.listener = listener;
    }

    /**
     * Sends our greeting and waits for theirs.
     *
     * @return their greeting, of a version that we speak
     * @throws ConnectionException what they refused us with, or what was wrong with their greeting
     * @throws IOException what the link threw
     */
    Frame.Hello greet(Frame.Hello own) throws IOException {
        IOException unsent = null;
        try {
            write(own);
        } catch (IOException e) {
            unsent = e; // They may have refused us and closed: their reason still waits to be read.
        }
        Frame first = read(unsent);
        return switch (first) {
            case Frame.Hello hello when hello.version() == Framing.VERSION -> hello;
            case Frame.Hello hello ->
                    throw refuse(
                            ErrorCode.UNSUPPORTED_VERSION,
                            "expected protocol version "
                                    + Framing.VERSION
                                    + ", got "
                                    + hello.version());
            case Frame.Error error -> throw ReaderLoop.told(error);
            case Frame.Bye bye ->
                    throw new ConnectionException(
                            ErrorCode.CONNECTION_LOST,
                            "the other side left: " + Printable.of(bye.message()));
            case Frame.Ping _,
                    Frame.Pong _,
                    Frame.Open _,
                    Frame.Opened _,
                    Frame.Data _,
                    Frame.Eof _,
                    Frame.Window _,
                    Frame.Signal _,
                    Frame.Exit _,
                    Frame.Close _,
                    Frame.Resize _,
                    Frame.Leave _,
                    Frame.Unknown _ ->
                    throw refuse(
                            ErrorCode.PROTOCOL_VIOLATION,
                            "expected hello as the first frame, got " + Printable.of(first.type()));
        };
    }

    private Frame read(@Nullable IOException unsent) throws IOException {
        Frame first;
        try {
            first = reader.read();
        } catch (ConnectionException e) {
            if (e.code() == ErrorCode.MALFORMED_FRAME) {
                throw refuse(e.code(), String.valueOf(e.getMessage()));
            }
            throw e;
        }
        if (first == null) {
            throw new ConnectionException(
                    ErrorCode.CONNECTION_LOST,
                    "the other side closed the connection before its greeting",
                    null,
                    unsent);
        }
        listener.frame(false, first);
        return first;
    }

    private void write(Frame frame) throws IOException {
        listener.frame(true, frame);
        new FrameEncoder().write(frame, output);
    }

    /** Tells the other side why, as far as the line still takes it. */
    private ConnectionException refuse(ErrorCode code, String message) {
        ConnectionException cause = new ConnectionException(code, message);
        try {
            write(ReaderLoop.farewell(cause));
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }
}
