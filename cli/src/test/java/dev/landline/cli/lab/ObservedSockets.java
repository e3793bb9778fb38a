package dev.landline.cli.lab;

import dev.landline.cli.lab.tape.Sockets;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The sockets of the operating system, with a second record that the lab knows nothing about. */
class ObservedSockets implements Sockets {

    /** One socket: what each call wrote and read, and who called. */
    static class Observed extends Socket {
        final List<byte[]> writes = Collections.synchronizedList(new ArrayList<>());
        final List<byte[]> reads = Collections.synchronizedList(new ArrayList<>());
        final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

        /** {@link System#nanoTime} before each write, and behind each read. */
        final List<Long> writeNanos = Collections.synchronizedList(new ArrayList<>());

        final List<Long> readNanos = Collections.synchronizedList(new ArrayList<>());

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    writeNanos.add(System.nanoTime());
                    writes.add(Arrays.copyOfRange(bytes, offset, offset + length));
                    threads.add(Thread.currentThread());
                    out.write(bytes, offset, length);
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int count = in.read(bytes, offset, length);
                    if (count > 0) {
                        readNanos.add(System.nanoTime());
                        reads.add(Arrays.copyOfRange(bytes, offset, offset + count));
                    }
                    threads.add(Thread.currentThread());
                    return count;
                }
            };
        }
    }

    /** Connections without Nagle's algorithm, whatever is asked of them. */
    static final class WithoutNagle extends ObservedSockets {
        @Override
        Observed made() {
            return new Observed() {
                @Override
                public void setTcpNoDelay(boolean on) throws SocketException {
                    super.setTcpNoDelay(true);
                }
            };
        }
    }

    /** The clients' ends, in the order of their connections. */
    final List<Observed> near = Collections.synchronizedList(new ArrayList<>());

    /** The servers' ends of the same. */
    final List<Observed> far = Collections.synchronizedList(new ArrayList<>());

    final List<DatagramSocket> datagramSockets = new ArrayList<>();
    int datagramsSent;
    int datagramsReceived;

    /** A socket to be connected or accepted. */
    Observed made() {
        return new Observed();
    }

    @Override
    public ServerSocket listener() throws IOException {
        return new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                Observed accepted = made();
                implAccept(accepted);
                far.add(accepted);
                return accepted;
            }
        };
    }

    @Override
    public Socket socket() {
        Observed socket = made();
        near.add(socket);
        return socket;
    }

    @Override
    public DatagramSocket datagrams() throws IOException {
        DatagramSocket socket =
                new DatagramSocket((SocketAddress) null) {
                    @Override
                    public void send(DatagramPacket packet) throws IOException {
                        super.send(packet);
                        datagramsSent++;
                    }

                    @Override
                    public void receive(DatagramPacket packet) throws IOException {
                        super.receive(packet);
                        datagramsReceived++;
                    }
                };
        datagramSockets.add(socket);
        return socket;
    }

    static byte[] joined(List<byte[]> calls) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        calls.forEach(all::writeBytes);
        return all.toByteArray();
    }

    static List<Integer> sizes(List<byte[]> calls) {
        return calls.stream().map(bytes -> bytes.length).toList();
    }
}
