package dev.landline.server.listen;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;

/** A listening Unix socket, which only the server's account can open. */
public final class UnixDoor implements Door {

    private final Path path;
    private final ServerSocketChannel channel;
    private final Consumer<SocketChannel> taker;

    private UnixDoor(Path path, ServerSocketChannel channel, Consumer<SocketChannel> taker) {
        this.path = path;
        this.channel = channel;
        this.taker = taker;
    }

    /**
     * Binds a path. A socket file that nobody listens on is removed first.
     *
     * @param path the socket's file
     * @param backlog how many connections may wait in the kernel until they are accepted
     * @param taker gets each connection
     * @return the door
     * @throws IOException where the path cannot be bound, or somebody listens there
     */
    public static UnixDoor bind(Path path, int backlog, Consumer<SocketChannel> taker)
            throws IOException {
        removeStale(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(path), backlog);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return new UnixDoor(path, channel, taker);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
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

    @Override
    public void acceptOne() throws IOException {
        taker.accept(channel.accept());
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
