package dev.landline.client.classic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A server on loopback that takes one connection and does with it what a test says. */
final class Listening implements AutoCloseable {

    private final ServerSocket server;
    private final FutureTask<Void> talk;
    private final CountDownLatch accepted = new CountDownLatch(1);

    /** What the server does; the connection is closed behind it. */
    interface Talk {
        void over(InputStream in, OutputStream out) throws Exception;
    }

    private Listening(ServerSocket server, Talk talk) {
        this.server = server;
        this.talk =
                new FutureTask<>(() -> {
                    try (Socket socket = server.accept()) {
                        accepted.countDown();
                        socket.setTcpNoDelay(true);
                        talk.over(socket.getInputStream(), socket.getOutputStream());
                    }
                    return null;
                });
        Thread.ofVirtual().start(this.talk);
    }

    static Listening that(Talk talk) throws IOException {
        return new Listening(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), talk);
    }

    /** Answers every command with the same bytes, each in one write. */
    static Listening answering(byte[] bytes) throws IOException {
        return that((in, out) -> {
            while (!command(in).isEmpty()) {
                out.write(bytes);
            }
        });
    }

    /** One read is one command; empty at the end. */
    static String command(InputStream in) throws IOException {
        byte[] buffer = new byte[4096];
        int count = in.read(buffer);
        return count < 0 ? "" : new String(buffer, 0, count, StandardCharsets.UTF_8);
    }

    int port() {
        return server.getLocalPort();
    }

    ClassicAddress speaking(Dialect dialect) {
        return new ClassicAddress.Tcp(dialect, "127.0.0.1", port());
    }

    /** Waits for the end of the talk, so that no assertion in it is lost. */
    @Override
    public void close() throws IOException {
        try {
            // Whoever has connected may be gone before this side has noticed.
            assertThat(accepted.await(20, TimeUnit.SECONDS)).isTrue();
            server.close();
            talk.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the server's side failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
