package dev.landline.client.call;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.LandlineException;
import dev.landline.engine.ClientChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A call that was started. Its input and its output may be used by two threads; the output should
 * be read, for a handler whose answers nobody takes stands still.
 *
 * <p>The end of the output says that the handler has ended as it should. Where it has not, reading
 * throws: a {@link ChannelException} with the code that says why ({@code unknown_handler}, {@code
 * bad_request}, {@code not_permitted}, {@code handler_failed}, {@code timed_out}, {@code
 * cancelled}), behind all answers that came before; a {@link ConnectionException} where the
 * connection was lost, and then nobody here knows how far the handler got.
 */
public final class RunningCall implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final long CLOSE_SECONDS = 2;
    private static final long END_SECONDS = 60;

    private final ClientChannel channel;
    private final InputStream output = new Output();
    private volatile @Nullable Thread feeder;
    private volatile @Nullable IOException badInput;

    RunningCall(ClientChannel channel) {
        this.channel = channel;
    }

    /** Sends a stream as the input, on a thread of its own. */
    void feed(InputStream source) {
        feeder = Thread.ofVirtual().name("landline-call-input").start(() -> carry(source));
    }

    private void carry(InputStream source) {
        byte[] chunk = new byte[CHUNK];
        OutputStream input = input();
        while (true) {
            int count;
            try {
                count = source.read(chunk);
            } catch (IOException | RuntimeException e) {
                badInput =
                        new IOException("cannot read the input of the call: " + e.getMessage(), e);
                cancel();
                return;
            }
            try {
                if (count < 0) {
                    input.close();
                    return;
                }
                input.write(chunk, 0, count);
            } catch (IOException e) {
                return; // The call has ended; whoever reads the output hears of it.
            }
        }
    }

    /**
     * The call's input. For those who have asked to write it themselves ({@link
     * HandlerCall#inputByHand}); otherwise somebody else does.
     *
     * @return always the same stream; {@code write} blocks while the handler does not read, and
     *     {@code close} is the input's end
     */
    public OutputStream input() {
        return channel.outgoing(CallRequest.INPUT);
    }

    /**
     * What the handler answers, as it comes: JSON values, each on a line, or raw bytes.
     *
     * @return always the same stream
     */
    public InputStream output() {
        return output;
    }

    /**
     * Waits for the end of the handler. What it still answers is dropped.
     *
     * @throws LandlineException where the call has failed
     * @throws IOException where its input could not be read, or the thread was interrupted
     */
    public void await() throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (output.read(chunk) >= 0) {
            // Nobody wants it.
        }
        ended(END_SECONDS);
    }

    /**
     * Asks the server to end the call: the handler's thread is interrupted. Never blocks; reading
     * the output ends with the code {@code cancelled}.
     */
    public void cancel() {
        channel.close();
    }

    /**
     * Cancels the call unless it has ended, and waits until the server says that it has, two
     * seconds at most.
     */
    @Override
    public void close() {
        Thread feeding = feeder;
        if (feeding != null) {
            feeding.interrupt(); // a source that never ends must not outlive the call
        }
        if (channel.ended().isDone()) {
            return;
        }
        channel.close();
        channel.incoming(CallRequest.OUTPUT).close();
        try {
            ended(CLOSE_SECONDS);
        } catch (InterruptedIOException e) {
            // The thread remembers.
        }
    }

    private void ended(long seconds) throws InterruptedIOException {
        try {
            channel.ended().get(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the end of a call");
        } catch (ExecutionException | TimeoutException e) {
            // The server goes on ending it; the connection's close would settle it.
        }
    }

    /** An input that cannot be read is the reason, and not the cancelling that it led to. */
    private final class Output extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return channel.incoming(CallRequest.OUTPUT).read(target, offset, length);
            } catch (ChannelException e) {
                IOException reason = badInput;
                if (reason != null) {
                    throw reason;
                }
                throw e;
            }
        }

        @Override
        public int available() {
            return channel.incoming(CallRequest.OUTPUT).available();
        }

        @Override
        public void close() {
            RunningCall.this.close();
        }
    }
}
