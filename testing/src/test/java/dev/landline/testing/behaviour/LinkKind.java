package dev.landline.testing.behaviour;

import dev.landline.identity.Certificates;
import dev.landline.identity.IdentityKey;
import dev.landline.link.Link;
import dev.landline.link.MemoryLink;
import dev.landline.link.SocketLink;
import dev.landline.link.Tls;
import dev.landline.link.TlsIdentity;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.FutureTask;

/** The kinds of link that there are: what holds over one holds over all. */
enum LinkKind {
    MEMORY {
        @Override
        Ends open() {
            MemoryLink.Pair pair = MemoryLink.pair(MEMORY_CAPACITY);
            return new Ends(pair.one(), pair.other());
        }
    },
    UNIX {
        @Override
        Ends open() throws IOException {
            Path folder = Files.createTempDirectory("landline-link");
            Path file = folder.resolve("socket");
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file);
            try (ServerSocketChannel listener =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                listener.bind(address);
                SocketChannel client = SocketChannel.open(address);
                return new Ends(
                        SocketLink.over(client, "server"),
                        SocketLink.over(listener.accept(), "client"));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        }
    },
    TCP {
        @Override
        Ends open() throws Exception {
            return connected(SocketLink::over, SocketLink::over);
        }
    },
    TLS {
        @Override
        Ends open() throws Exception {
            Tls client = tls("client");
            Tls server = tls("server");
            return connected(
                    socket -> client.connect(socket, "localhost", socket.getPort()),
                    socket -> server.accept(socket, null));
        }
    };

    static final int MEMORY_CAPACITY = 64 * 1024;

    /** Both ends of one link. */
    record Ends(Link client, Link server) implements AutoCloseable {
        @Override
        public void close() {
            client.abort();
            server.abort();
        }
    }

    /** Makes a link of a socket. */
    interface Wrapper {
        Link wrap(Socket socket) throws IOException;
    }

    abstract Ends open() throws Exception;

    static Ends connected(Wrapper client, Wrapper server) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
            Socket socket = new Socket(loopback, listener.getLocalPort());
            Socket accepted = listener.accept();
            FutureTask<Link> serverSide = new FutureTask<>(() -> server.wrap(accepted));
            Thread.ofVirtual().start(serverSide);
            return new Ends(client.wrap(socket), serverSide.get());
        }
    }

    static Tls tls(String name) throws IOException {
        IdentityKey key = IdentityKey.generate(name);
        return new Tls(
                new TlsIdentity(key.keyPair().getPrivate(), Certificates.selfSigned(key.keyPair())),
                anyKey -> {},
                new SecureRandom(),
                Framing.ALPN);
    }
}
