package dev.landline.testing.diagnosis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whoever else may listen at a port. */
final class Stranger implements AutoCloseable {

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What it does with a client. */
    interface Manner {
        void meet(Socket client) throws IOException;
    }

    private Stranger(ServerSocket listener) {
        this.listener = listener;
    }

    static Stranger start(Manner manner) throws IOException {
        Stranger stranger = new Stranger(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().name("stranger").start(() -> stranger.accept(manner));
        return stranger;
    }

    /** One that speaks as soon as somebody comes, and then waits. */
    static Stranger saying(String banner) throws IOException {
        return start(client -> {
            client.getOutputStream().write(banner.getBytes(StandardCharsets.US_ASCII));
            var _ = client.getInputStream().readAllBytes();
        });
    }

    /** One that waits for a few bytes of a request before it answers. */
    static Stranger answering(String text) throws IOException {
        return start(client -> {
            var _ = client.getInputStream().readNBytes(10);
            client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            var _ = client.getInputStream().readAllBytes();
        });
    }

    /** One that says nothing for as long as somebody is there. */
    static Stranger silent() throws IOException {
        return start(client -> {
            var _ = client.getInputStream().readAllBytes();
        });
    }

    /** One that goes at once. */
    static Stranger closing() throws IOException {
        return start(client -> {
            var _ = client.getInputStream().readNBytes(10);
        });
    }

    private void accept(Manner manner) {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                try (client) {
                    manner.meet(client);
                } catch (IOException e) {
                    // the client has left
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
