package dev.landline.client;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Target;
import dev.landline.engine.Deadline;
import dev.landline.link.Link;
import dev.landline.link.PeerKeyCheck;
import dev.landline.link.SocketLink;
import dev.landline.link.Tls;
import dev.landline.link.TlsIdentity;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;

/** Makes links: looks up the name, connects, shakes hands. */
final class Connector {

    private final Duration timeout;

    Connector(Duration timeout) {
        this.timeout = timeout;
    }

    Link unix(Target.UnixSocket target) throws ConnectionException {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(target.path()));
                return SocketLink.over(channel, target.toString());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ConnectionException(
                    ErrorCode.UNREACHABLE,
                    "cannot connect to " + target + ": " + e.getMessage(),
                    "is a server listening there? landline serve --listen " + target,
                    e);
        }
    }

    Link tls(Target.Host target, TlsIdentity own, PeerKeyCheck check) throws ConnectionException {
        Socket socket = connect(target);
        Deadline deadline =
                Deadline.start("landline-connect-deadline", timeout, () -> closeQuietly(socket));
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

    private Socket connect(Target.Host target) throws ConnectionException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(target.host());
        } catch (UnknownHostException e) {
            throw new ConnectionException(
                    ErrorCode.UNREACHABLE,
                    "no address is known for the host '" + target.host() + "'",
                    "check the spelling, or name the address itself",
                    e);
        }
        IOException last = new IOException("no address");
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            try {
                socket.connect(
                        new InetSocketAddress(address, target.port()),
                        Math.toIntExact(timeout.toMillis()));
                return socket;
            } catch (IOException e) {
                closeQuietly(socket);
                last = e;
            }
        }
        throw new ConnectionException(
                ErrorCode.UNREACHABLE,
                "cannot connect to "
                        + target.host()
                        + " port "
                        + target.port()
                        + ": "
                        + last.getMessage(),
                "is a server running there (landline serve), and is the port open?",
                last);
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
