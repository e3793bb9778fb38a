package dev.landline.cli.share;

import dev.landline.link.Link;
import dev.landline.link.SocketLink;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The listening end of a socket. There is one for each name at most. */
public final class SharedListener implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final ShareDirectory directory;
    private final Path socket;
    private final ServerSocketChannel channel;

    private SharedListener(ShareDirectory directory, Path socket, ServerSocketChannel channel) {
        this.directory = directory;
        this.socket = socket;
        this.channel = channel;
    }

    /**
     * Listens, in place of whoever has died there.
     *
     * @param name what the socket is called
     * @return the listener; empty where somebody else listens
     * @throws IOException where the directory is not this user's alone
     */
    public static Optional<SharedListener> open(ShareDirectory directory, String name)
            throws IOException {
        Path socket = directory.socket(name);
        directory.make();
        try (FileChannel _ = directory.lock()) {
            if (answers(socket)) {
                return Optional.empty();
            }
            Files.deleteIfExists(socket);
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
                Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
                return Optional.of(new SharedListener(directory, socket, channel));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    private static boolean answers(Path socket) throws IOException {
        Optional<Link> link = SharedSocket.connect(socket);
        link.ifPresent(Link::abort);
        return link.isPresent();
    }

    /**
     * Removes a socket at which nobody listens.
     *
     * @return whether it is gone
     */
    public static boolean removeStale(ShareDirectory directory, Path socket) throws IOException {
        try (FileChannel _ = directory.lock()) {
            return !answers(socket) && Files.deleteIfExists(socket);
        }
    }

    /**
     * Waits for the next client.
     *
     * @throws IOException where the listener was closed
     */
    public Link accept() throws IOException {
        SocketChannel client = channel.accept();
        return SocketLink.over(client, "a command");
    }

    /** Stops listening, and removes the socket. A second call does nothing. */
    @Override
    public void close() throws IOException {
        try (FileChannel _ = directory.lock()) {
            if (channel.isOpen()) {
                channel.close();
                Files.deleteIfExists(socket);
            }
        }
    }
}
