package dev.landline.client.socket;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.link.Link;
import dev.landline.link.SocketLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Connects sockets. Blocks the calling thread.
 *
 * @param timeout how long each address of a host may take
 * @param hint what to do where nobody listens
 */
public record SocketConnector(Duration timeout, String hint) {

    /**
     * Connects over TCP, to whichever of the host's addresses answers first when they are tried in
     * their order.
     *
     * @param host a name, or an IPv4 or IPv6 address
     * @param port 1 to 65,535
     * @return a connected socket, which belongs to the caller
     * @throws ConnectionException where the name is not known, or no address can be reached
     */
    public Socket tcp(String host, int port) throws ConnectionException {
        IOException last = new IOException("no address");
        for (InetAddress address : addresses(host)) {
            Socket socket = new Socket();
            try {
                socket.connect(
                        new InetSocketAddress(address, port), Math.toIntExact(timeout.toMillis()));
                return socket;
            } catch (IOException e) {
                closeQuietly(socket);
                last = e;
            }
        }
        throw new ConnectionException(
                ErrorCode.UNREACHABLE,
                "cannot connect to " + host + " port " + port + ": " + last.getMessage(),
                hint,
                last);
    }

    /**
     * Connects to a Unix socket.
     *
     * @param path the socket's file
     * @param name what to call it in messages
     * @return the link
     * @throws ConnectionException where nobody listens there
     */
    public Link unix(Path path, String name) throws ConnectionException {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(path));
                return SocketLink.over(channel, name);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new ConnectionException(
                    ErrorCode.UNREACHABLE,
                    "cannot connect to " + name + ": " + e.getMessage(),
                    hint,
                    e);
        }
    }

    /**
     * Looks up a host's addresses.
     *
     * @param host a name, or an address
     * @return at least one address, in the order in which they are to be tried
     * @throws ConnectionException where the name is not known
     */
    public static InetAddress[] addresses(String host) throws ConnectionException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new ConnectionException(
                    ErrorCode.UNREACHABLE,
                    "no address is known for the host '" + host + "'",
                    "check the spelling, or name the address itself",
                    e);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closing is all that was wanted.
        }
    }
}
