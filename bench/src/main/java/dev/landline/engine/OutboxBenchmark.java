package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.link.SocketLink;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A writer thread behind lanes, or callers that write under a lock? Bulk frames of 64 KiB, and one
 * small frame that waits for an answer, over loopback TCP. The decision is recorded in {@code
 * docs/decisions/0003}.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OutboxBenchmark {

    private static final int CHUNK = 64 * 1024;

    /** Which of the two. */
    @Param({"writer", "caller"})
    public String shape = "writer";

    private Socket near = new Socket();
    private Socket far = new Socket();
    private Outbox outbox =
            new Outbox(OutputStream.nullOutputStream(), FrameListener.NONE, () -> {});
    private CallerWrites caller = new CallerWrites(OutputStream.nullOutputStream());
    private InputStream answers = InputStream.nullInputStream();
    private final byte[] source = new byte[CHUNK];

    /** Connects, and answers each small frame with one byte on the far side. */
    @Setup
    public void connect() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            near = new Socket(listener.getInetAddress(), listener.getLocalPort());
            far = listener.accept();
        }
        far.setTcpNoDelay(true);
        SocketLink link = SocketLink.over(near);
        answers = link.input();
        Outbox writer = new Outbox(link.output(), FrameListener.NONE, () -> {});
        outbox = writer;
        caller = new CallerWrites(link.output());
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        writer.run();
                    } catch (IOException e) {
                        // The run is over.
                    }
                });
        Thread.ofVirtual().start(this::answer);
    }

    private void answer() {
        byte[] bytes = new byte[2 * CHUNK];
        try {
            int count;
            while ((count = far.getInputStream().read(bytes)) >= 0) {
                if (count < 256) {
                    far.getOutputStream().write(1);
                }
            }
        } catch (IOException e) {
            // The run is over.
        }
    }

    /** Ends the threads. */
    @TearDown
    public void close() throws IOException {
        outbox.fail(new ConnectionException(ErrorCode.CONNECTION_CLOSED, "the run is over"));
        near.close();
        far.close();
    }

    /** A chunk of a stream, copied as the stream does. */
    @Benchmark
    public void bulk() throws IOException, InterruptedException {
        send(new Frame.Data(1, "stdout", 0, ByteBuffer.wrap(Arrays.copyOf(source, CHUNK))));
    }

    /** A keystroke: one small frame, and the answer to it. */
    @Benchmark
    public int keystroke() throws IOException, InterruptedException {
        send(new Frame.Data(1, "stdin", 0, ByteBuffer.wrap(new byte[] {1})));
        return answers.read();
    }

    private void send(Frame frame) throws IOException, InterruptedException {
        if (shape.equals("writer")) {
            outbox.data(frame);
        } else {
            caller.data(frame);
        }
    }
}
