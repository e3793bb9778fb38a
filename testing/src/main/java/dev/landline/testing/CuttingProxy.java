package dev.landline.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network that breaks: it carries connections to a server on loopback and cuts each after a
 * random number of bytes, in whichever direction, as often as it was told. Some stand still for a
 * moment before they are cut. Afterwards it carries everything. Its seed makes a run repeatable as
 * far as threads allow.
 */
public final class CuttingProxy implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;

    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final long seed;
    private final long fewest;
    private final long most;
    private final AtomicInteger left;
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicLong connections = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private CuttingProxy(
            InetSocketAddress server,
            ServerSocket listener,
            long seed,
            int cuts,
            long fewest,
            long most) {
        this.server = server;
        this.listener = listener;
        this.seed = seed;
        this.left = new AtomicInteger(cuts);
        this.fewest = fewest;
        this.most = most;
    }

    /**
     * Starts a proxy.
     *
     * @param server where connections go
     * @param seed decides where they are cut
     * @param cuts how many are cut
     * @param fewest bytes that a connection carries before it is cut
     * @param most bytes, at most
     * @return the proxy, listening on a free port of the loopback address
     * @throws IOException where it cannot listen
     */
    public static CuttingProxy start(
            InetSocketAddress server, long seed, int cuts, long fewest, long most)
            throws IOException {
        ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        CuttingProxy proxy = new CuttingProxy(server, listener, seed, cuts, fewest, most);
        Thread.ofVirtual().name("proxy-accept").start(proxy::accept);
        return proxy;
    }

    /**
     * Where to connect.
     *
     * @return loopback and a real port
     */
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /**
     * How many connections were cut.
     *
     * @return 0 or more
     */
    public int cuts() {
        return cuts.get();
    }

    /** Cuts every connection that there is now, without counting it. */
    public void cutAll() {
        open.forEach(CuttingProxy::reset);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().name("proxy-carry").start(() -> carry(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void carry(Socket client) {
        SplittableRandom random = new SplittableRandom(seed + connections.incrementAndGet());
        boolean doomed = left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
        AtomicLong budget =
                new AtomicLong(doomed ? random.nextLong(fewest, most + 1) : Long.MAX_VALUE);
        boolean stalls = random.nextInt(4) == 0;
        open.add(client);
        try (client;
                Socket upstream = new Socket(server.getAddress(), server.getPort())) {
            open.add(upstream);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            Thread back =
                    Thread.ofVirtual()
                            .name("proxy-back")
                            .start(() -> copy(upstream, client, budget, stalls));
            copy(client, upstream, budget, stalls);
            back.join();
            open.remove(upstream);
        } catch (IOException e) {
            // the server is not there: neither is the connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void copy(Socket from, Socket to, AtomicLong budget, boolean stalls) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count;
            while ((count = in.read(chunk)) >= 0) {
                long before = budget.getAndAdd(-count);
                if (before <= count) {
                    out.write(chunk, 0, (int) Math.max(0, before));
                    if (stalls) {
                        var _ = closed.await(50, TimeUnit.MILLISECONDS);
                    }
                    if (before > 0) {
                        cuts.incrementAndGet();
                    }
                    reset(from);
                    reset(to);
                    return;
                }
                out.write(chunk, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // closed already
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        cutAll();
    }
}
