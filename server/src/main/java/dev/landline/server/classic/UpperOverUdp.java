package dev.landline.server.classic;

import dev.landline.classic.ClassicAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.util.Arrays;

/** Answers each datagram with one: {@code upper} over UDP. */
final class UpperOverUdp implements AutoCloseable {

    /** More than any datagram has. */
    private static final int MOST = 65_535;

    private final DatagramSocket socket;
    private final Charset charset;
    private final ClassicListener events;
    private final ClassicAddress address;
    private final Thread thread;

    UpperOverUdp(
            ClassicAddress.Udp wanted,
            InetSocketAddress endpoint,
            Charset charset,
            ClassicListener events)
            throws IOException {
        this.socket = new DatagramSocket(endpoint);
        this.charset = charset;
        this.events = events;
        this.address = new ClassicAddress.Udp(wanted.host(), socket.getLocalPort());
        this.thread = Thread.ofVirtual().name("landline-udp-" + address).start(this::loop);
    }

    ClassicAddress address() {
        return address;
    }

    private void loop() {
        byte[] buffer = new byte[MOST];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                byte[] upper =
                        new UpperCase(charset).last(Arrays.copyOf(buffer, packet.getLength()));
                socket.send(new DatagramPacket(upper, upper.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    events.on(new ClassicEvent.Warning(address + ": " + e.getMessage()));
                }
            }
        }
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
