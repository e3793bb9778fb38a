package dev.landline.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/**
 * A link over a connected socket: plain TCP, or a Unix socket. {@code TCP_NODELAY} is on: with
 * Nagle's algorithm a small frame would wait for the acknowledgement of the one before.
 */
public final class SocketLink implements Link {

    /** Closing, half-closing and waiting are all that differ between the two kinds of socket. */
    private interface Plug {
        void finishOutput() throws IOException;

        /** Reads away what the other side still sends, where that is needed. */
        void readRest(InputStream input) throws IOException;

        void close() throws IOException;
    }

    private final InputStream input;
    private final OutputStream output;
    private final String remote;
    private final Plug plug;

    private SocketLink(InputStream input, OutputStream output, String remote, Plug plug) {
        this.input = input;
        this.output = output;
        this.remote = remote;
        this.plug = plug;
    }

    /**
     * A link over TCP.
     *
     * @param socket a connected socket, owned by the link from now on
     * @return the link
     * @throws IOException where the socket is closed already
     */
    public static SocketLink over(Socket socket) throws IOException {
        return over(socket, socket.getInputStream());
    }

    /**
     * A link over TCP, some bytes of which were read already.
     *
     * @param socket a connected socket, owned by the link from now on
     * @param input what the socket sends, from the first byte on
     * @return the link
     * @throws IOException where the socket is closed already
     */
    public static SocketLink over(Socket socket, InputStream input) throws IOException {
        socket.setTcpNoDelay(true);
        Plug plug =
                new Plug() {
                    @Override
                    public void finishOutput() throws IOException {
                        socket.shutdownOutput();
                    }

                    @Override
                    public void readRest(InputStream input) throws IOException {
                        Rest.readAway(input, socket);
                    }

                    @Override
                    public void close() throws IOException {
                        socket.close();
                    }
                };
        return new SocketLink(input, socket.getOutputStream(), remoteOf(socket), plug);
    }

    /**
     * A link over a channel, such as that of a Unix socket.
     *
     * @param channel a connected channel in blocking mode, owned by the link from now on
     * @param remote what to call the other side
     * @return the link
     */
    public static SocketLink over(SocketChannel channel, String remote) {
        Plug plug =
                new Plug() {
                    @Override
                    public void finishOutput() throws IOException {
                        channel.shutdownOutput();
                    }

                    @Override
                    public void readRest(InputStream input) {
                        // what was written to a Unix socket survives its closing
                    }

                    @Override
                    public void close() throws IOException {
                        channel.close();
                    }
                };
        return new SocketLink(
                Channels.newInputStream(channel), Channels.newOutputStream(channel), remote, plug);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public String remote() {
        return remote;
    }

    @Override
    public void finish() {
        try {
            plug.finishOutput();
            plug.readRest(input);
        } catch (IOException e) {
            // The other side went first, or stays silent: nothing is lost by closing now.
        } finally {
            abort();
        }
    }

    @Override
    public void abort() {
        try {
            plug.close();
        } catch (IOException e) {
            // There is nobody left to tell.
        }
    }

    /**
     * The other side of a socket, without looking up its name.
     *
     * @param socket a connected socket
     * @return address and port
     */
    static String remoteOf(Socket socket) {
        if (!(socket.getRemoteSocketAddress() instanceof InetSocketAddress address)) {
            return "closed";
        }
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
