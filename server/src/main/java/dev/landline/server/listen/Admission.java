package dev.landline.server.listen;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.engine.Deadline;
import dev.landline.link.Link;
import dev.landline.link.SocketLink;
import dev.landline.link.Tls;
import dev.landline.link.TlsLink;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.auth.Grant;
import dev.landline.server.config.ListenAddress;
import dev.landline.server.config.StartupLimits;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.os.Accounts;
import dev.landline.server.os.PeerCredentials;
import dev.landline.server.watch.ServerWatch;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Brings an accepted socket through TLS and the gate, on a virtual thread of its own and within the
 * handshake's deadline. Until the gate has said yes, no frame is read.
 */
public final class Admission implements AutoCloseable {

    private static final String HINT =
            "add your public key to the server's authorized_keys: landline keys authorize FILE";

    /** Drops within this time are told of together. */
    private static final Duration BURST = Duration.ofSeconds(1);

    private final Tls tls;
    private final Accounts accounts;
    private final StartupGate gate;
    private final ServerListener events;
    private final ServerWatch watch;
    private final Entrance entrance;
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final Set<Closer> pending = ConcurrentHashMap.newKeySet();
    private volatile Authorizer authorizer;
    private volatile Duration handshake;
    private volatile boolean closed;

    /**
     * Makes an admission.
     *
     * @param tls TLS with the server's host key
     * @param authorizer the gate
     * @param accounts who is who on this machine
     * @param limits how many connections may be on their way at once
     * @param random decides who is dropped
     * @param handshake how long each may take
     * @param events told about who was refused
     * @param watch counts
     * @param entrance where authorised links go
     */
    public Admission(
            Tls tls,
            Authorizer authorizer,
            Accounts accounts,
            StartupLimits limits,
            RandomGenerator random,
            Duration handshake,
            ServerListener events,
            ServerWatch watch,
            Entrance entrance) {
        this.tls = tls;
        this.authorizer = authorizer;
        this.accounts = accounts;
        this.gate = new StartupGate(limits, random);
        this.handshake = handshake;
        this.events = events;
        this.watch = watch;
        this.entrance = entrance;
    }

    /**
     * Other rules, for connections that come from now on.
     *
     * @param gate who is let in
     * @param limits how many connections may be on their way at once
     * @param time how long each may take
     */
    public void change(Authorizer gate, StartupLimits limits, Duration time) {
        this.authorizer = gate;
        this.gate.limits(limits);
        this.handshake = time;
    }

    /** What closes a socket that is dropped or late. */
    private interface Closer {
        void close() throws IOException;
    }

    /** The steps of one kind of socket; returns the name of who was refused by an exception. */
    private interface Steps {
        void run(String connection) throws IOException;
    }

    /**
     * Binds an address and lets connections in by it.
     *
     * @param address where to listen
     * @param backlog how many connections may wait in the kernel until they are accepted
     * @return the listener, which accepts
     * @throws IOException where the address cannot be bound
     */
    public Listener<ListenAddress> listen(ListenAddress address, int backlog) throws IOException {
        Consumer<String> warnings = message -> events.on(new ServerEvent.Warning(message));
        try {
            return switch (address) {
                case ListenAddress.TlsAddress tls -> {
                    TcpDoor door = TcpDoor.bind(endpoint(tls), backlog, this::tcp);
                    yield Listener.start(
                            new ListenAddress.TlsAddress(tls.host(), door.port()), door, warnings);
                }
                case ListenAddress.UnixAddress unix ->
                        Listener.start(
                                unix,
                                UnixDoor.bind(
                                        unix.path(),
                                        backlog,
                                        channel -> unix(channel, unix.toString())),
                                warnings);
            };
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** All interfaces are those that there are: a container may have no IPv6. */
    private static InetSocketAddress endpoint(ListenAddress.TlsAddress address) {
        return address.host().equals("::")
                ? new InetSocketAddress(address.port())
                : new InetSocketAddress(address.host(), address.port());
    }

    private void tcp(Socket socket) {
        String remote = String.valueOf(socket.getRemoteSocketAddress()).replace("/", "");
        begin(
                socket.getInetAddress(),
                remote,
                socket::close,
                connection -> {
                    TlsLink link = secure(socket);
                    Authorizer.Decision decision =
                            authorizer.authorize(link.peerKey(), socket.getInetAddress());
                    pass(connection, link, decision);
                });
    }

    private void unix(SocketChannel channel, String name) {
        begin(
                name,
                name,
                channel::close,
                connection -> {
                    PeerCredentials peer = PeerCredentials.of(channel, accounts);
                    Link link = SocketLink.over(channel, name);
                    link = sniffed(link);
                    pass(connection, link, authorizer.authorize(peer.uid(), peer.user()));
                });
    }

    private void begin(Object address, String remote, Closer closer, Steps steps) {
        if (!gate.enter(address)) {
            closeQuietly(closer);
            watch.dropped();
            if (dropped.incrementAndGet() == 1) {
                Deadline.start("landline-dropped", BURST, this::tellDropped);
            }
            return;
        }
        String connection = "c" + connections.incrementAndGet();
        ServerWatch.Handshake begun = watch.handshake(connection, remote);
        Thread.ofVirtual()
                .name("landline-" + connection + "-setup")
                .start(() -> admit(connection, address, remote, closer, steps, begun));
    }

    private void tellDropped() {
        events.on(new ServerEvent.Dropped(dropped.getAndSet(0)));
    }

    private void admit(
            String connection,
            Object address,
            String remote,
            Closer closer,
            Steps steps,
            ServerWatch.Handshake begun) {
        pending.add(closer);
        Deadline deadline =
                Deadline.start(
                        "landline-" + connection + "-deadline",
                        handshake,
                        () -> closeQuietly(closer));
        try (deadline) {
            if (closed) {
                throw new ConnectionException(ErrorCode.SHUTTING_DOWN, "the server is stopping");
            }
            steps.run(connection);
            begun.passed();
        } catch (IOException e) {
            closeQuietly(closer);
            ServerEvent.Refused refusal = refusal(remote, deadline.passed(), e);
            begun.refused(refusal.code());
            events.on(refusal);
        } catch (RuntimeException e) {
            closeQuietly(closer);
            begun.refused(ErrorCode.INTERNAL);
            events.on(new ServerEvent.Refused(remote, ErrorCode.INTERNAL, "it failed: " + e));
        } finally {
            pending.remove(closer);
            gate.leave(address);
        }
    }

    /** Ends whatever is still on its way. */
    @Override
    public void close() {
        closed = true;
        pending.forEach(Admission::closeQuietly);
    }

    /**
     * What we said to the other side is the reason, though it took until the deadline to say it.
     */
    private ServerEvent.Refused refusal(String remote, boolean late, IOException e) {
        ErrorCode code =
                e instanceof ConnectionException known ? known.code() : ErrorCode.CONNECTION_LOST;
        if (late && code.scope() == ErrorCode.Scope.LOCAL) {
            return new ServerEvent.Refused(
                    remote,
                    ErrorCode.HANDSHAKE_TIMEOUT,
                    "the handshake was not done within " + handshake.toMillis() + " ms");
        }
        return new ServerEvent.Refused(remote, code, String.valueOf(e.getMessage()));
    }

    /** Looks at the first bytes before TLS does, for the sake of a clear answer. */
    private TlsLink secure(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        byte[] bytes = socket.getInputStream().readNBytes(FirstBytes.COUNT);
        if (bytes.length < FirstBytes.COUNT) {
            throw new ConnectionException(
                    ErrorCode.CONNECTION_LOST, "it closed before the handshake began");
        }
        FirstBytes first = FirstBytes.of(bytes);
        if (first == FirstBytes.TLS) {
            return tls.accept(socket, new ByteArrayInputStream(bytes));
        }
        throw turnAway(SocketLink.over(socket), first, "TLS");
    }

    private static Link sniffed(Link link) throws IOException {
        byte[] bytes = link.input().readNBytes(FirstBytes.COUNT);
        FirstBytes first =
                bytes.length < FirstBytes.COUNT ? FirstBytes.OTHER : FirstBytes.of(bytes);
        if (first == FirstBytes.OTHER) {
            return new SniffedLink(
                    link, new SequenceInputStream(new ByteArrayInputStream(bytes), link.input()));
        }
        throw turnAway(link, first, "a Landline frame");
    }

    private static ConnectionException turnAway(Link link, FirstBytes first, String expected)
            throws IOException {
        link.output().write(Courtesy.to(first));
        link.finish();
        return new ConnectionException(
                ErrorCode.PROTOCOL_VIOLATION,
                "expected " + expected + ", got " + first.described());
    }

    private void pass(String connection, Link link, Authorizer.Decision decision)
            throws IOException {
        switch (decision) {
            case Authorizer.Decision.Granted(Grant grant) ->
                    entrance.enter(connection, link, grant);
            case Authorizer.Decision.Denied(String reason) -> {
                Frame refusal =
                        new Frame.Error(
                                OptionalInt.empty(),
                                ErrorCode.UNAUTHORIZED.wire(),
                                "the server does not authorise this key or account",
                                Optional.of(HINT));
                new FrameEncoder().write(refusal, link.output());
                link.finish();
                throw new ConnectionException(ErrorCode.UNAUTHORIZED, reason);
            }
        }
    }

    private static void closeQuietly(Closer closer) {
        try {
            closer.close();
        } catch (IOException e) {
            // There is nobody left to tell.
        }
    }

    /** A link some bytes of which were looked at and put back. */
    private record SniffedLink(Link link, InputStream input) implements Link {
        @Override
        public OutputStream output() {
            return link.output();
        }

        @Override
        public String remote() {
            return link.remote();
        }

        @Override
        public void finish() {
            link.finish();
        }

        @Override
        public void abort() {
            link.abort();
        }
    }
}
