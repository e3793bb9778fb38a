package dev.landline.cli.lab.tape;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two UDP sockets on loopback, one sending to the other, recorded. A datagram that arrives is known
 * by its content, so that those that were lost are known as well. For one thread.
 */
public final class DatagramWire implements AutoCloseable {

    private static final int ROOM = 2048;

    private final DatagramSocket sender;
    private final DatagramSocket receiver;
    private final long origin = System.nanoTime();
    private final List<Part> parts = new ArrayList<>();
    private final List<Block.Write> writes = new ArrayList<>();
    private final List<Block.Read> reads = new ArrayList<>();
    private final Map<ByteBuffer, Deque<Long>> onTheWay = new HashMap<>();
    private long sent;
    private boolean intact = true;

    private DatagramWire(DatagramSocket sender, DatagramSocket receiver) {
        this.sender = sender;
        this.receiver = receiver;
    }

    /**
     * Binds and connects the two.
     *
     * @param buffer bytes to ask the operating system for, to keep what nobody has read; 0: as many
     *     as usual
     */
    public static DatagramWire open(Sockets sockets, int buffer) throws IOException {
        DatagramSocket receiver = sockets.datagrams();
        DatagramSocket sender = sockets.datagrams();
        try {
            if (buffer > 0) {
                receiver.setReceiveBufferSize(buffer);
            }
            InetAddress loopback = InetAddress.getLoopbackAddress();
            receiver.bind(new InetSocketAddress(loopback, 0));
            sender.bind(new InetSocketAddress(loopback, 0));
            sender.connect(receiver.getLocalSocketAddress());
            receiver.connect(sender.getLocalSocketAddress());
            return new DatagramWire(sender, receiver);
        } catch (IOException e) {
            sender.close();
            receiver.close();
            throw e;
        }
    }

    /** How many bytes the operating system keeps for the receiver, its own bookkeeping included. */
    public int buffer() throws IOException {
        return receiver.getReceiveBufferSize();
    }

    /** Sends a message as one datagram. */
    public void send(char letter, String what, byte[] bytes) throws IOException {
        long nanos = System.nanoTime() - origin;
        sender.send(new DatagramPacket(bytes, bytes.length));
        parts.add(new Part(letter, what, sent, bytes.length));
        writes.add(new Block.Write(sent, bytes.length, nanos));
        onTheWay.computeIfAbsent(ByteBuffer.wrap(bytes.clone()), _ -> new ArrayDeque<>()).add(sent);
        sent += bytes.length;
    }

    /**
     * Reads one datagram.
     *
     * @param millis how long to wait for it
     * @return its bytes; null where none came
     */
    public byte @Nullable [] receive(int millis) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[ROOM], ROOM);
        receiver.setSoTimeout(millis);
        try {
            receiver.receive(packet);
        } catch (SocketTimeoutException e) {
            return null;
        }
        long nanos = System.nanoTime() - origin;
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        Deque<Long> offsets = onTheWay.getOrDefault(ByteBuffer.wrap(bytes), new ArrayDeque<>());
        if (offsets.isEmpty()) {
            intact = false;
        } else {
            reads.add(
                    new Block.Read(offsets.remove(), bytes.length, nanos, ROOM, Optional.empty()));
        }
        return bytes;
    }

    /** What was recorded so far. */
    public Lane lane() {
        return new Lane("client", "server", parts, writes, reads, intact);
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
