package dev.landline.link;

import dev.landline.identity.Certificates;
import dev.landline.identity.IdentityKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** The program of {@link KeyUpdateTest}: moves bytes over a link whose keys last for 1 MiB. */
final class ManyKeyUpdates {

    private static final int MIB = 16;

    private ManyKeyUpdates() {}

    /** Ends with 0 where every byte arrived. */
    public static void main(String[] args) throws Exception {
        Security.setProperty("jdk.tls.keyLimits", "AES/GCM/NoPadding KeyUpdate 2^20");
        IdentityKey key = IdentityKey.generate("test");
        Tls tls =
                new Tls(
                        new TlsIdentity(
                                key.keyPair().getPrivate(), Certificates.selfSigned(key.keyPair())),
                        anybody -> {},
                        new SecureRandom(),
                        "landline/1");
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket near = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket far = listener.accept()) {
            FutureTask<TlsLink> accepted = start(() -> tls.accept(far, null));
            TlsLink client = tls.connect(near, "127.0.0.1", listener.getLocalPort());
            TlsLink server = accepted.get(20, TimeUnit.SECONDS);
            move(List.of(new Way(client, server, 1), new Way(server, client, 2)));
            System.out.println("moved " + MIB + " MiB each way");
            move(List.of(new Way(server, client, 3)));
            System.out.println("moved " + MIB + " MiB one way");
            System.out.println(changeForEver(server, client));
        }
    }

    /** Asks for new keys again and again, while the other side has nothing to write. */
    private static String changeForEver(TlsLink from, TlsLink to) throws Exception {
        FutureTask<Boolean> writer =
                start(() -> {
                    byte[] block = new byte[1 << 16];
                    while (true) {
                        from.output().write(block);
                    }
                });
        try {
            to.input().skipNBytes(1L << 30);
            return "nobody minded";
        } catch (SSLException e) {
            return String.valueOf(e.getMessage());
        } finally {
            to.abort();
            boolean _ = writer.cancel(true);
        }
    }

    /** One direction: who writes, who reads, and what. */
    private record Way(Link from, Link to, int seed) {}

    private static void move(List<Way> ways) throws Exception {
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (Way way : ways) {
            tasks.add(start(() -> write(way.from.output(), new Random(way.seed))));
            tasks.add(start(() -> check(way.to.input(), new Random(way.seed))));
        }
        for (FutureTask<Boolean> task : tasks) {
            task.get(25, TimeUnit.SECONDS);
        }
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static boolean write(OutputStream output, Random random) throws IOException {
        byte[] block = new byte[1 << 20];
        for (int i = 0; i < MIB; i++) {
            random.nextBytes(block);
            for (int at = 0; at < block.length; at += 1 << 16) {
                output.write(block, at, 1 << 16);
            }
        }
        return true;
    }

    private static boolean check(InputStream input, Random random) throws IOException {
        byte[] block = new byte[1 << 20];
        byte[] expected = new byte[1 << 20];
        for (int i = 0; i < MIB; i++) {
            if (input.readNBytes(block, 0, block.length) < block.length) {
                throw new IOException("the stream ended in MiB " + i);
            }
            random.nextBytes(expected);
            if (!Arrays.equals(block, expected)) {
                throw new IOException("wrong bytes in MiB " + i);
            }
        }
        return true;
    }
}
