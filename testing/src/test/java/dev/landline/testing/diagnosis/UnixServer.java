package dev.landline.testing.diagnosis;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.Target;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.link.Link;
import dev.landline.link.SocketLink;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A server at a Unix socket that is not of this version. It serves one client. */
final class UnixServer implements AutoCloseable {

    private final Path path;
    private final ServerSocketChannel listener;

    /** What it does with the client. */
    private interface Manner {
        void meet(Link client) throws IOException;
    }

    private UnixServer(Path path, ServerSocketChannel listener) {
        this.path = path;
        this.listener = listener;
    }

    /** One that knows no service at all. */
    static UnixServer withoutServices(Path path) throws IOException {
        return start(
                path,
                client ->
                        Connection.accept(
                                client,
                                new Connection.Settings(
                                        "old",
                                        "landline-java/0.0",
                                        Limits.DEFAULTS,
                                        List.of(),
                                        FrameListener.NONE),
                                (channel, service, request) -> {
                                    throw new ChannelException(
                                            ErrorCode.UNKNOWN_SERVICE, "there is no " + service);
                                }));
    }

    /** One that greets with a version of the protocol. */
    static UnixServer ofVersion(Path path, int version) throws IOException {
        return start(
                path,
                client -> {
                    new FrameEncoder()
                            .write(
                                    new Frame.Hello(
                                            version,
                                            "landline-java/9",
                                            List.of(),
                                            1 << 20,
                                            1,
                                            Optional.empty()),
                                    client.output());
                    client.finish();
                });
    }

    private static UnixServer start(Path path, Manner manner) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        UnixServer server = new UnixServer(path, listener);
        Thread.ofVirtual().name("unix-server").start(() -> server.serve(manner));
        return server;
    }

    private void serve(Manner manner) {
        try {
            manner.meet(SocketLink.over(listener.accept(), "unix:" + path));
        } catch (IOException e) {
            // closed, or the client has left
        }
    }

    Target target() {
        return new Target.UnixSocket(path);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
