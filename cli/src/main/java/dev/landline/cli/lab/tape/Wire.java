package dev.landline.cli.lab.tape;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection on loopback, both ends of which are recorded. The client's end is used by the
 * thread that opened it, the server's by a virtual thread that {@link #serve} starts. Every wait
 * ends after {@link #PATIENCE}; closing leaves neither a socket nor a thread behind.
 */
public final class Wire implements AutoCloseable {

    /** How long anybody waits for the other side. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Socket near;
    private final Socket far;
    private final String name;
    private final Tape there;
    private final Tape back;
    private final End client;
    private final End server;
    private @Nullable Thread thread;
    private @Nullable FutureTask<Boolean> served;

    /** What the server does with its end. */
    @FunctionalInterface
    public interface Service {
        /** Runs until the conversation is over. */
        void run(End end) throws IOException;
    }

    private Wire(Socket near, Socket far, String name) throws IOException {
        this.near = near;
        this.far = far;
        this.name = name;
        long origin = System.nanoTime();
        this.there = new Tape("client", "server", origin);
        this.back = new Tape("server", "client", origin);
        this.client = new End(near, back, there);
        this.server = new End(far, there, back);
    }

    /** Connects two sockets on loopback; the name goes into that of the thread. */
    public static Wire open(Sockets sockets, String name) throws IOException {
        Socket near = sockets.socket();
        try (ServerSocket listener = sockets.listener()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            listener.setSoTimeout(patience());
            near.connect(listener.getLocalSocketAddress(), patience());
            Socket far = listener.accept();
            near.setSoTimeout(patience());
            far.setSoTimeout(patience());
            return new Wire(near, far, name);
        } catch (IOException e) {
            near.close();
            throw e;
        }
    }

    static int patience() {
        return (int) PATIENCE.toMillis();
    }

    /** The client's end. */
    public End client() {
        return client;
    }

    /** Starts the server. */
    public void serve(Service service) {
        FutureTask<Boolean> task =
                new FutureTask<>(() -> {
                    service.run(server);
                    return true;
                });
        served = task;
        thread = Thread.ofVirtual().name("landline-lab-" + name + "-server").start(task);
    }

    /** Waits until the server is done, and says what went wrong there. */
    public void join() throws IOException {
        if (served == null) {
            return;
        }
        try {
            served.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the server's side: " + e.getCause(), e);
        } catch (TimeoutException e) {
            SocketTimeoutException late =
                    new SocketTimeoutException(
                            "the server's side is not done after " + PATIENCE.toSeconds() + " s");
            late.initCause(e);
            throw late;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** What was recorded: towards the server, then towards the client. Call {@link #join} first. */
    public List<Lane> lanes() {
        return List.of(there.lane(), back.lane());
    }

    @Override
    public void close() throws IOException {
        near.close();
        far.close();
        try {
            if (thread != null) {
                thread.join(PATIENCE); // Its socket is closed, so nothing keeps it.
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for the server's side");
    }
}
