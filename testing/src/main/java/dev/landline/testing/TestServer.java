package dev.landline.testing;

import dev.landline.Target;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.Landline;
import dev.landline.client.LandlineBuilder;
import dev.landline.identity.Certificates;
import dev.landline.identity.IdentityKey;
import dev.landline.link.Link;
import dev.landline.link.PeerKeyCheck;
import dev.landline.link.SocketLink;
import dev.landline.link.Tls;
import dev.landline.link.TlsIdentity;
import dev.landline.server.LandlineServer;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * A real server for a test: on a free port of the loopback address and on a Unix socket, with a
 * host key and a user key that nobody has had before, and with all its files in a folder of its
 * own. Commands run as the account of the test. Safe for use by many threads.
 */
public final class TestServer implements AutoCloseable {

    private final LandlineServer server;
    private final IdentityKey hostKey;
    private final IdentityKey userKey;
    private final InetSocketAddress address;
    private final Path folder;

    TestServer(
            LandlineServer server,
            IdentityKey hostKey,
            IdentityKey userKey,
            InetSocketAddress address,
            Path folder) {
        this.server = server;
        this.hostKey = hostKey;
        this.userKey = userKey;
        this.address = address;
        this.folder = folder;
    }

    /**
     * Starts a server with the choices that {@link #with} begins with.
     *
     * @return the server, listening
     * @throws IOException where it cannot be started
     */
    public static TestServer start() throws IOException {
        return with().start();
    }

    /**
     * Begins to make a server.
     *
     * @return what the choices are made on
     */
    public static TestServerBuilder with() {
        return new TestServerBuilder();
    }

    static Path keysFile(Path folder) {
        return folder.resolve("authorized_keys");
    }

    static Path spoolDirectory(Path folder) {
        return folder.resolve("spool");
    }

    static Path socketFile(Path folder) {
        return folder.resolve("socket");
    }

    /**
     * The server itself.
     *
     * @return a running server
     */
    public LandlineServer server() {
        return server;
    }

    /**
     * The key of the one user that the server knows.
     *
     * @return both halves
     */
    public IdentityKey userKey() {
        return userKey;
    }

    /**
     * The file of keys that may connect; a test may change it, and the change holds from the next
     * connection on.
     *
     * @return a path
     */
    public Path authorizedKeys() {
        return keysFile(folder);
    }

    /**
     * Where output goes that must be kept and does not fit into memory.
     *
     * @return a path; the directory may not be there yet
     */
    public Path spool() {
        return spoolDirectory(folder);
    }

    /**
     * The TCP address.
     *
     * @return loopback and the real port
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * The TCP address as clients name it.
     *
     * @return the target
     */
    public Target target() {
        return new Target.Host(
                java.util.Optional.empty(), address.getHostString(), address.getPort());
    }

    /**
     * The Unix socket as clients name it.
     *
     * @return the target
     */
    public Target unixTarget() {
        return new Target.UnixSocket(socketFile(folder));
    }

    /**
     * Connects over TLS as the user.
     *
     * @return a connection, to be closed by the caller
     * @throws IOException where the server refuses
     */
    public Landline connect() throws IOException {
        return client().connect();
    }

    /**
     * A client that has the user's key and trusts the server's, for further choices.
     *
     * @return a builder
     */
    public LandlineBuilder client() {
        return client(userKey);
    }

    /**
     * The same with another key.
     *
     * @param key what to be known by
     * @return a builder
     */
    public LandlineBuilder client(IdentityKey key) {
        return Landline.to(target()).key(key).hostKeys(HostKeyPolicy.pinned(hostKey.fingerprint()));
    }

    /**
     * The same by another way, such as a proxy.
     *
     * @param way where to connect
     * @return a builder
     */
    public LandlineBuilder clientAt(Target way) {
        return Landline.to(way).key(userKey).hostKeys(HostKeyPolicy.pinned(hostKey.fingerprint()));
    }

    /**
     * A TLS link of the user, on which nothing was sent yet.
     *
     * @return a link, to be closed by the caller
     * @throws IOException where the handshake fails
     */
    public Link link() throws IOException {
        return link(userKey);
    }

    /**
     * A TLS link of whoever holds a key, on which nothing was sent yet. That the link is made does
     * not mean that the server authorises the key.
     *
     * @param key what to be known by
     * @return a link, to be closed by the caller
     * @throws IOException where the handshake fails
     */
    public Link link(IdentityKey key) throws IOException {
        TlsIdentity own =
                new TlsIdentity(key.keyPair().getPrivate(), Certificates.selfSigned(key.keyPair()));
        PeerKeyCheck anyHost = hostKey -> {};
        Socket socket = socket();
        return new Tls(own, anyHost, new SecureRandom(), Framing.ALPN)
                .connect(socket, address.getHostString(), address.getPort());
    }

    /**
     * A link over the Unix socket, on which nothing was sent yet.
     *
     * @return a link, to be closed by the caller
     * @throws IOException where the server is gone
     */
    public Link unixLink() throws IOException {
        return SocketLink.over(
                SocketChannel.open(UnixDomainSocketAddress.of(socketFile(folder))), "server");
    }

    /**
     * A TCP connection on which nothing was sent, not even a TLS handshake.
     *
     * @return a socket, to be closed by the caller
     * @throws IOException where the server is gone
     */
    public Socket socket() throws IOException {
        Socket socket = new Socket();
        socket.connect(address);
        return socket;
    }

    /**
     * A peer that has connected over TLS as the user and was greeted.
     *
     * @return a peer, to be closed by the caller
     * @throws IOException where the handshake fails
     */
    public ScriptedPeer peer() throws IOException {
        return ScriptedPeer.client(link());
    }

    /**
     * Proves that the server serves: connects anew and runs a command.
     *
     * @throws IOException where it does not
     * @throws AssertionError where the command does not say what it should
     */
    public void assertServing() throws IOException {
        try (Landline client = connect()) {
            String said = client.exec("echo", "serving").run().stdoutText();
            if (!said.equals("serving\n")) {
                throw new AssertionError(
                        "expected 'serving' from a new command, got '" + said + "'");
            }
        }
    }

    /** Stops the server and removes its files. */
    @Override
    public void close() {
        server.close();
        try {
            Files.deleteIfExists(keysFile(folder));
            Files.deleteIfExists(socketFile(folder));
            Files.deleteIfExists(spoolDirectory(folder));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
