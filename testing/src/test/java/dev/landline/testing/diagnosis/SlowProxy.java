package dev.landline.testing.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A long or narrow line to a server on loopback: whatever goes over it arrives later, each way, and
 * no faster than a rate. It holds little, so that whoever sends has to wait.
 */
final class SlowProxy implements AutoCloseable {

    private static final int CHUNK = 16 << 10;
    private static final int SOCKET_BUFFER = 64 << 10;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Duration delay;
    private final long bytesPerSecond;
    private final int room;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private SlowProxy(
            InetSocketAddress server,
            ServerSocket listener,
            Duration delay,
            long bytesPerSecond,
            int room) {
        this.server = server;
        this.listener = listener;
        this.delay = delay;
        this.bytesPerSecond = bytesPerSecond;
        this.room = room;
    }

    /** A line that takes its time, and carries as much as is sent. */
    static SlowProxy longLine(InetSocketAddress server, Duration delay) throws IOException {
        return start(server, delay, 1L << 40, 64 << 20);
    }

    /** A line that carries few bytes in a second, and queues some. */
    static SlowProxy narrowLine(InetSocketAddress server, long bytesPerSecond) throws IOException {
        return start(server, Duration.ZERO, bytesPerSecond, 64 << 10);
    }

    private static SlowProxy start(
            InetSocketAddress server, Duration delay, long bytesPerSecond, int room)
            throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReceiveBufferSize(SOCKET_BUFFER);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SlowProxy proxy = new SlowProxy(server, listener, delay, bytesPerSecond, room);
        proxy.start("accept", proxy::accept);
        return proxy;
    }

    /** HOST:PORT. */
    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private void start(String name, Task task) {
        Thread thread =
                Thread.ofVirtual()
                        .name("proxy-" + name)
                        .unstarted(() -> {
                            try {
                                task.run();
                            } catch (IOException e) {
                                // one side has closed: so does the other
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } finally {
                                threads.remove(Thread.currentThread());
                            }
                        });
        threads.add(thread);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket upstream = new Socket();
            open.add(client);
            open.add(upstream);
            upstream.setReceiveBufferSize(SOCKET_BUFFER);
            upstream.connect(server);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            carry("up", client, upstream);
            carry("down", upstream, client);
        }
    }

    /** Bytes on their way; the last has none. */
    private record Chunk(ByteBuffer bytes, long due) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return other instanceof Chunk chunk ? Long.compare(due - chunk.due, 0) : 0;
        }
    }

    private void carry(String way, Socket from, Socket to) {
        DelayQueue<Chunk> line = new DelayQueue<>();
        Semaphore space = new Semaphore(room);
        start(way + "-in", () -> take(from.getInputStream(), line, space));
        start(way + "-out", () -> give(to, line, space));
    }

    private void take(InputStream in, DelayQueue<Chunk> line, Semaphore space)
            throws InterruptedException {
        byte[] chunk = new byte[CHUNK];
        long free = System.nanoTime();
        int count;
        do {
            count = read(in, chunk);
            byte[] bytes = Arrays.copyOf(chunk, Math.max(0, count));
            space.acquire(bytes.length);
            long now = System.nanoTime();
            free = (free - now > 0 ? free : now) + bytes.length * 1_000_000_000L / bytesPerSecond;
            line.add(new Chunk(ByteBuffer.wrap(bytes), Math.max(free + delay.toNanos(), free + 1)));
            free++; // no two are due at the same time
        } while (count >= 0);
    }

    private static int read(InputStream in, byte[] chunk) {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            return -1;
        }
    }

    private void give(Socket to, DelayQueue<Chunk> line, Semaphore space)
            throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        while (true) {
            byte[] bytes = line.take().bytes().array();
            if (bytes.length == 0) {
                to.shutdownOutput();
                return;
            }
            out.write(bytes);
            space.release(bytes.length);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.forEach(Thread::interrupt);
    }
}
