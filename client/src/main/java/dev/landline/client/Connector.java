package dev.landline.client;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Target;
import dev.landline.client.socket.SocketConnector;
import dev.landline.engine.Deadline;
import dev.landline.link.Link;
import dev.landline.link.PeerKeyCheck;
import dev.landline.link.Tls;
import dev.landline.link.TlsIdentity;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Supplier;

/** Makes links: connects, shakes hands. */
final class Connector {

    private final Duration timeout;
    private final Supplier<? extends Thread.Builder> threads;

    Connector(Duration timeout, Supplier<? extends Thread.Builder> threads) {
        this.timeout = timeout;
        this.threads = threads;
    }

    Link unix(Target.UnixSocket target) throws ConnectionException {
        return new SocketConnector(
                        timeout, "is a server listening there? landline serve --listen " + target)
                .unix(target.path(), target.toString());
    }

    Link tls(Target.Host target, TlsIdentity own, PeerKeyCheck check) throws ConnectionException {
        Socket socket =
                new SocketConnector(
                                timeout,
                                "is a server running there (landline serve), and is the port open?")
                        .tcp(target.host(), target.port());
        Deadline deadline =
                Deadline.start(
                        threads.get().name("landline-connect-deadline"),
                        timeout,
                        () -> closeQuietly(socket));
        try {
            return new Tls(own, check, new SecureRandom(), Framing.ALPN)
                    .connect(socket, target.host(), target.port());
        } catch (ConnectionException e) {
            if (deadline.passed()) {
                throw new ConnectionException(
                        ErrorCode.HANDSHAKE_TIMEOUT,
                        target
                                + " did not complete the TLS handshake within "
                                + timeout.toMillis()
                                + " ms",
                        "is it a Landline server that listens there?",
                        e);
            }
            throw e.code() == ErrorCode.TLS_FAILED ? notTls(target, e) : e;
        } finally {
            deadline.close();
        }
    }

    private static ConnectionException notTls(Target.Host target, ConnectionException cause) {
        return new ConnectionException(
                ErrorCode.TLS_FAILED,
                target + ": " + cause.getMessage(),
                "is it a Landline server that listens on port "
                        + target.port()
                        + "? The default port is "
                        + Target.DEFAULT_PORT,
                cause);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closing is all that was wanted.
        }
    }
}
