package dev.landline.server.classic;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import dev.landline.link.Link;
import dev.landline.link.SocketLink;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.listen.Door;
import dev.landline.server.listen.Listener;
import dev.landline.server.listen.TcpDoor;
import dev.landline.server.listen.UnixDoor;
import dev.landline.server.os.ProcessLauncher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A running server of the classic dialects. Each client has a thread; how one of them leaves makes
 * no difference to the others. Source: {@code spec/CLASSIC.md}.
 */
public final class ClassicServer implements AutoCloseable {

    /** How long a thread may take that has nothing to wait for. */
    private static final Duration PARTING = Duration.ofSeconds(5);

    private final ServerConfig config;
    private final ProcessLauncher launcher;
    private final Commands commands;
    private final Uploads uploads;
    private final Charset charset;
    private final ClassicListener events;
    private final List<Listener<ClassicAddress>> listeners = new ArrayList<>();
    private final List<UpperOverUdp> datagrams = new ArrayList<>();
    private final Map<String, Client> clients = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A client and the thread that serves it. */
    private record Client(Link link, Thread thread) {}

    ClassicServer(
            ServerConfig config,
            ProcessLauncher launcher,
            Commands commands,
            Uploads uploads,
            Charset charset,
            ClassicListener events) {
        this.config = config;
        this.launcher = launcher;
        this.commands = commands;
        this.uploads = uploads;
        this.charset = charset;
        this.events = events;
    }

    /**
     * Begins to make a server.
     *
     * @return a builder
     */
    public static ClassicServerBuilder builder() {
        return new ClassicServerBuilder();
    }

    void open(ClassicAddress address, boolean anyInterface) throws IOException {
        try {
            switch (address) {
                case ClassicAddress.Tcp tcp -> {
                    InetSocketAddress endpoint =
                            endpoint(address, tcp.host(), tcp.port(), anyInterface);
                    TcpDoor door =
                            TcpDoor.bind(endpoint, config.backlog(), socket -> enter(tcp, socket));
                    listen(new ClassicAddress.Tcp(tcp.dialect(), tcp.host(), door.port()), door);
                }
                case ClassicAddress.Unix unix ->
                        listen(
                                unix,
                                UnixDoor.bind(
                                        unix.path(),
                                        config.backlog(),
                                        channel ->
                                                enter(
                                                        unix,
                                                        SocketLink.over(
                                                                channel, unix.toString()))));
                case ClassicAddress.Udp udp -> {
                    InetSocketAddress endpoint =
                            endpoint(address, udp.host(), udp.port(), anyInterface);
                    UpperOverUdp opened = new UpperOverUdp(udp, endpoint, charset, events);
                    datagrams.add(opened);
                    events.on(new ClassicEvent.Listening(opened.address()));
                }
            }
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** Where to bind; the address that was looked at is the one that is bound. */
    private InetSocketAddress endpoint(
            ClassicAddress address, String host, int port, boolean anyInterface)
            throws IOException {
        InetAddress bound = InetAddress.getByName(host);
        if (!bound.isLoopbackAddress()) {
            if (!anyInterface) {
                throw new ReachableAddressException(host);
            }
            events.on(
                    new ClassicEvent.Warning(
                            "whoever can reach "
                                    + address
                                    + (address.dialect() == Dialect.UPPER
                                            ? " can use it: nobody is asked who they are"
                                            : " can run commands as this account: nobody is asked"
                                                    + " who they are, and nothing is encrypted")));
        }
        return host.equals("::") ? new InetSocketAddress(port) : new InetSocketAddress(bound, port);
    }

    private void listen(ClassicAddress address, Door door) {
        Consumer<String> warnings = message -> events.on(new ClassicEvent.Warning(message));
        listeners.add(Listener.start(address, door, warnings));
        events.on(new ClassicEvent.Listening(address));
    }

    private void enter(ClassicAddress address, Socket socket) {
        try {
            socket.setKeepAlive(true);
            enter(address, SocketLink.over(socket));
        } catch (IOException e) {
            abandon(socket); // The client has left already.
        }
    }

    private static void abandon(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nobody left to tell.
        }
    }

    private void enter(ClassicAddress address, Link link) {
        String name = "c" + names.incrementAndGet();
        if (closing.get() || clients.size() >= config.maxConnections()) {
            String reason =
                    closing.get()
                            ? "the server is stopping"
                            : "there are " + config.maxConnections() + " clients already";
            events.on(new ClassicEvent.Refused(link.remote(), reason));
            link.abort();
            return;
        }
        Thread thread =
                Thread.ofVirtual()
                        .name("landline-" + name)
                        .unstarted(() -> serve(name, address, link));
        clients.put(name, new Client(link, thread));
        thread.start();
        if (closing.get()) {
            link.abort();
        }
    }

    private void serve(String name, ClassicAddress address, Link link) {
        try {
            new Conversation(name, address, link, commands, uploads, charset, events).run();
        } finally {
            clients.remove(name);
        }
    }

    /**
     * Where the server listens.
     *
     * @return the addresses with real ports, streams before datagrams
     */
    public List<ClassicAddress> addresses() {
        return Stream.concat(
                        listeners.stream().map(Listener::address),
                        datagrams.stream().map(UpperOverUdp::address))
                .toList();
    }

    /**
     * How many clients there are.
     *
     * @return 0 or more
     */
    public int clients() {
        return clients.size();
    }

    /** Waits until the server has been closed. */
    public void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops the server: no new clients; commands get the configured grace time to end by
     * themselves, then their process groups are ended; then clients are cut off. A second call
     * waits for the first.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitClosed();
            return;
        }
        try {
            listeners.forEach(Listener::close);
            datagrams.forEach(UpperOverUdp::close);
            commands.stop(config.stopGrace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The launcher ends what is left, at once.
        } finally {
            launcher.close();
            cutOff(List.copyOf(clients.values()));
            closed.countDown();
        }
    }

    private static void cutOff(List<Client> left) {
        left.forEach(client -> client.link().abort());
        try {
            for (Client client : left) {
                var _ = client.thread().join(PARTING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
