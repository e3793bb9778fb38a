package dev.landline.cli.lab.tape;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;

/** Where the sockets come from. A test may hand out some that keep a record of their own. */
public interface Sockets {

    /** Those of the operating system. */
    Sockets REAL =
            new Sockets() {
                @Override
                public ServerSocket listener() throws IOException {
                    return new ServerSocket();
                }

                @Override
                public Socket socket() {
                    return new Socket();
                }

                @Override
                public DatagramSocket datagrams() throws IOException {
                    return new DatagramSocket(null);
                }
            };

    /** A listening socket, not bound yet. */
    ServerSocket listener() throws IOException;

    /** A socket, not connected yet. */
    Socket socket() throws IOException;

    /** A datagram socket, not bound yet. */
    DatagramSocket datagrams() throws IOException;
}
