package dev.landline.server.listen;

import dev.landline.server.config.ListenAddress;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One address that the server listens on, and its accept loop. */
public final class Listener implements AutoCloseable {

    /** How long to wait when accepting fails, as it does without free descriptors. */
    private static final long RETRY_MILLIS = 100;

    private final ListenAddress address;
    private final Door door;
    private final ServerListener events;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** A bound socket of either kind. */
    private interface Door {
        void acceptOne() throws IOException;

        void close() throws IOException;
    }

    private Listener(ListenAddress address, Door door, ServerListener events) {
        this.address = address;
        this.door = door;
        this.events = events;
        this.thread = Thread.ofVirtual().name("landline-accept-" + address).start(this::acceptLoop);
    }

    /**
     * Binds an address and begins to accept.
     *
     * @param address where to listen
     * @param backlog how many connections may wait in the kernel until they are accepted
     * @param admission takes each connection
     * @param events told when accepting fails
     * @return the listener, bound
     * @throws IOException where the address cannot be bound
     */
    public static Listener open(
            ListenAddress address, int backlog, Admission admission, ServerListener events)
            throws IOException {
        try {
            return switch (address) {
                case ListenAddress.TlsAddress tls -> openTls(tls, backlog, admission, events);
                case ListenAddress.UnixAddress unix -> openUnix(unix, backlog, admission, events);
            };
        } catch (IOException e) {
            throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    private static Listener openTls(
            ListenAddress.TlsAddress address,
            int backlog,
            Admission admission,
            ServerListener events)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(endpoint(address), backlog);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        Door door =
                new Door() {
                    @Override
                    public void acceptOne() throws IOException {
                        Socket accepted = socket.accept();
                        admission.tcp(accepted);
                    }

                    @Override
                    public void close() throws IOException {
                        socket.close();
                    }
                };
        return new Listener(
                new ListenAddress.TlsAddress(address.host(), socket.getLocalPort()), door, events);
    }

    /** All interfaces are those that there are: a container may have no IPv6. */
    private static InetSocketAddress endpoint(ListenAddress.TlsAddress address) {
        return address.host().equals("::")
                ? new InetSocketAddress(address.port())
                : new InetSocketAddress(address.host(), address.port());
    }

    private static Listener openUnix(
            ListenAddress.UnixAddress address,
            int backlog,
            Admission admission,
            ServerListener events)
            throws IOException {
        Path path = address.path();
        removeStale(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path), backlog);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        Door door =
                new Door() {
                    @Override
                    public void acceptOne() throws IOException {
                        admission.unix(channel.accept(), address.toString());
                    }

                    @Override
                    public void close() throws IOException {
                        channel.close();
                        Files.deleteIfExists(path);
                    }
                };
        return new Listener(address, door, events);
    }

    /** A socket file that nobody listens on is left over from a server that was killed. */
    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (SocketException e) {
            if ((Integer) Files.getAttribute(path, "unix:mode") >> 12 == 0b1100) {
                Files.delete(path);
            }
            return;
        }
        throw new IOException("another server listens there");
    }

    /**
     * The address, with the real port.
     *
     * @return as a client can name it
     */
    public ListenAddress address() {
        return address;
    }

    private void acceptLoop() {
        boolean failing = false;
        while (closed.getCount() > 0) {
            try {
                door.acceptOne();
                failing = false;
            } catch (IOException e) {
                if (closed.getCount() > 0 && !failing) {
                    failing = true;
                    events.on(
                            new ServerEvent.Warning(
                                    "cannot accept on " + address + ": " + e.getMessage()));
                }
                pause();
            }
        }
    }

    private void pause() {
        try {
            var _ = closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops accepting and frees the address. Connections that were accepted live on. */
    @Override
    public void close() {
        closed.countDown();
        try {
            door.close();
            thread.join();
        } catch (IOException e) {
            events.on(new ServerEvent.Warning("closing " + address + ": " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
