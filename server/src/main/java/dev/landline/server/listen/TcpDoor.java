package dev.landline.server.listen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A listening TCP socket. */
public final class TcpDoor implements Door {

    private final ServerSocket socket;
    private final Consumer<Socket> taker;

    private TcpDoor(ServerSocket socket, Consumer<Socket> taker) {
        this.socket = socket;
        this.taker = taker;
    }

    /**
     * Binds an address.
     *
     * @param address where to listen; port 0 for any that is free
     * @param backlog how many connections may wait in the kernel until they are accepted
     * @param taker gets each connection
     * @return the door
     * @throws IOException where the address cannot be bound
     */
    public static TcpDoor bind(InetSocketAddress address, int backlog, Consumer<Socket> taker)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, backlog);
            return new TcpDoor(socket, taker);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * The port, where any was asked for the one that it got.
     *
     * @return 1 to 65,535
     */
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void acceptOne() throws IOException {
        taker.accept(socket.accept());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
