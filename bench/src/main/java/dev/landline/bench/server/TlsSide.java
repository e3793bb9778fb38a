package dev.landline.bench.server;

import dev.landline.bench.peer.TlsLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** TLS 1.3 of the JDK that answers with what it is given, message by message. */
final class TlsSide {

    private TlsSide() {}

    static Server.Listening start(Path directory) throws Exception {
        SSLServerSocket listener = TlsLimit.listen(directory);
        Thread.ofPlatform().daemon().start(() -> accept(listener));
        return new Server.Listening(listener.getLocalPort());
    }

    private static void accept(SSLServerSocket listener) {
        try {
            while (true) {
                SSLSocket socket = (SSLSocket) listener.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> answer(socket));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(SSLSocket socket) {
        byte[] message = new byte[TlsLimit.MESSAGE];
        try (socket;
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            while (in.readNBytes(message, 0, message.length) == message.length) {
                out.write(message);
            }
        } catch (IOException e) {
            // The client has gone, which is how it ends.
        }
    }
}
