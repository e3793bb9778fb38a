package dev.landline.cli.share;

import dev.landline.link.Link;
import dev.landline.link.SocketLink;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Connects to the process behind a socket. Never waits: one that is busy is as good as none. */
public final class SharedSocket {

    private SharedSocket() {}

    /**
     * A link to whoever listens.
     *
     * @param socket a file in a directory that was checked
     * @return the link; empty where nobody listens
     * @throws IOException where the file is not this user's
     */
    public static Optional<Link> connect(Path socket) throws IOException {
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        ShareDirectory.requireOwn(socket);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (channel.connect(UnixDomainSocketAddress.of(socket))) {
                channel.configureBlocking(true);
                return Optional.of(SocketLink.over(channel, "a shared connection"));
            }
            channel.close();
        } catch (IOException e) {
            channel.close(); // Nobody listens any more.
        }
        return Optional.empty();
    }
}
