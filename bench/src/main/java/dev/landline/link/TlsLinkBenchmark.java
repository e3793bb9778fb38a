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
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One direction of TLS over loopback, by the size of the writes: the link, which drives the JDK's
 * engine, beside the JDK's own socket. Divide the size by the time for the throughput. The decision
 * is recorded in {@code docs/decisions/0009}.
 */
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TlsLinkBenchmark {

    /** Which of the two. */
    @Param({"engine", "socket"})
    public String shape = "engine";

    /** Bytes of one write. */
    @Param({"1024", "16384", "65536"})
    public int size = 1024;

    private Socket near = new Socket();
    private Socket far = new Socket();
    private OutputStream output = OutputStream.nullOutputStream();
    private byte[] source = new byte[0];

    /** Connects, shakes hands, and reads away what comes. */
    @Setup
    public void connect() throws Exception {
        source = new byte[size];
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            near = new Socket(listener.getInetAddress(), listener.getLocalPort());
            far = listener.accept();
        }
        IdentityKey key = IdentityKey.generate("benchmark");
        TlsIdentity own =
                new TlsIdentity(key.keyPair().getPrivate(), Certificates.selfSigned(key.keyPair()));
        InputStream input = shape.equals("engine") ? engines(own) : sockets(own);
        Thread.ofVirtual().start(() -> readAway(input));
    }

    private InputStream engines(TlsIdentity own) throws Exception {
        Tls tls = new Tls(own, anybody -> {}, new SecureRandom(), "landline/1");
        FutureTask<TlsLink> accepted = start(() -> tls.accept(far, null));
        output = tls.connect(near, "localhost", near.getPort()).output();
        return accepted.get().input();
    }

    private InputStream sockets(TlsIdentity own) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(
                new KeyManager[] {new OwnCertificate(own)},
                new TrustManager[] {new PeerKeyTrust(anybody -> {})},
                new SecureRandom());
        near.setTcpNoDelay(true);
        SSLSocket server = (SSLSocket) context.getSocketFactory().createSocket(far, null, true);
        FutureTask<InputStream> accepted =
                start(() -> {
                    server.startHandshake();
                    return server.getInputStream();
                });
        SSLSocket client =
                (SSLSocket) context.getSocketFactory().createSocket(near, "localhost", 0, true);
        client.setEnabledCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"});
        client.startHandshake();
        output = client.getOutputStream();
        return accepted.get();
    }

    private static <T> FutureTask<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static void readAway(InputStream input) {
        byte[] buffer = new byte[64 * 1024];
        try {
            while (input.read(buffer) >= 0) {
                // Nothing is done with it.
            }
        } catch (IOException e) {
            // The benchmark is over.
        }
    }

    /** Ends both sides. */
    @TearDown
    public void close() throws IOException {
        near.close();
        far.close();
    }

    /** One write. */
    @Benchmark
    public void write() throws IOException {
        output.write(source);
    }
}
