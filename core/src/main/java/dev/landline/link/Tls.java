package dev.landline.link;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.3 with keys that count and certificates that do not: both sides present a certificate
 * signed by itself, and a {@link PeerKeyCheck} looks at the key. Safe for use by many threads.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 2; RFC 8446.
 */
public final class Tls {

    private static final String[] PROTOCOLS = {"TLSv1.3"};

    /** AES-128-GCM first: it is the fastest here, and nothing is known to be wrong with it. */
    private static final String[] CIPHER_SUITES = {
        "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
    };

    /**
     * What a client offers. The JDK would make a second key, on the curve P-256, for servers that
     * do not know X25519: there are none here, and in a cold JVM it takes longer than all the rest
     * of the hello.
     */
    private static final String[] CLIENT_GROUPS = {"x25519", "x448"};

    private final SSLContext context;
    private final String alpn;
    private final SpareBuffers oneRecord = new SpareBuffers(16);
    private final SpareBuffers severalRecords = new SpareBuffers(8);

    /**
     * Prepares TLS for one identity.
     *
     * @param own what this side proves itself with
     * @param check what to ask about the other side's key, in the middle of the handshake
     * @param random where keys and nonces come from
     * @param alpn the application protocol that both sides must name
     */
    public Tls(TlsIdentity own, PeerKeyCheck check, SecureRandom random, String alpn) {
        this.alpn = alpn;
        try {
            context = SSLContext.getInstance(PROTOCOLS[0]);
            context.init(
                    new KeyManager[] {new OwnCertificate(own)},
                    new TrustManager[] {new PeerKeyTrust(check)},
                    random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS 1.3", e);
        }
    }

    /**
     * Has the JVM load and try what a first connection needs, which takes longer than the handshake
     * itself. A process that is going to connect calls it on a thread of its own while it reads
     * what it is asked to do. It never fails: what is missing is noticed by the connection.
     */
    public static void awaken() {
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOLS[0]);
            context.init(new KeyManager[0], new TrustManager[0], null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            offerGroups(engine);
            engine.beginHandshake();
            int most = engine.getSession().getPacketBufferSize();
            var _ = engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(most));
            var _ = CertificateFactory.getInstance("X.509");
            var _ = Signature.getInstance("Ed25519");
        } catch (GeneralSecurityException | IOException e) {
            // Told where it matters.
        }
    }

    /**
     * Shakes hands as the client.
     *
     * @param socket a connected socket, owned by the link from now on and closed on failure
     * @param host the name that the user typed, for SNI
     * @param port the port
     * @return the link, ready for frames
     * @throws ConnectionException what the check threw, or {@code tls_failed}
     */
    public TlsLink connect(Socket socket, String host, int port) throws ConnectionException {
        try {
            socket.setTcpNoDelay(true);
            SSLEngine engine = context.createSSLEngine(host, port);
            engine.setUseClientMode(true);
            offerGroups(engine);
            return shake(engine, socket, socket.getInputStream());
        } catch (IOException e) {
            throw failed(socket, e);
        }
    }

    /**
     * Shakes hands as the server.
     *
     * @param socket an accepted socket, owned by the link from now on and closed on failure
     * @param consumed bytes that were read from it already; null for none
     * @return the link, ready for frames
     * @throws ConnectionException {@code tls_failed}, or what the check threw
     */
    public TlsLink accept(Socket socket, @Nullable InputStream consumed)
            throws ConnectionException {
        try {
            socket.setTcpNoDelay(true);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            engine.setNeedClientAuth(true);
            InputStream input = socket.getInputStream();
            return shake(
                    engine,
                    socket,
                    consumed == null ? input : new SequenceInputStream(consumed, input));
        } catch (IOException e) {
            throw failed(socket, e);
        }
    }

    private static void offerGroups(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setNamedGroups(CLIENT_GROUPS);
        engine.setSSLParameters(parameters);
    }

    private TlsLink shake(SSLEngine engine, Socket socket, InputStream input) throws IOException {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(CIPHER_SUITES);
        parameters.setApplicationProtocols(new String[] {alpn});
        engine.setSSLParameters(parameters);
        TlsStreams streams =
                new TlsStreams(engine, input, socket.getOutputStream(), oneRecord, severalRecords);
        streams.handshake();
        if (!alpn.equals(engine.getApplicationProtocol())) {
            throw new SSLException(
                    "expected the application protocol "
                            + alpn
                            + ", the other side named "
                            + (engine.getApplicationProtocol().isEmpty()
                                    ? "none"
                                    : engine.getApplicationProtocol()));
        }
        return new TlsLink(engine.getSession(), streams, socket);
    }

    private static ConnectionException failed(Socket socket, IOException e) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // Closing is all that was wanted.
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException known) {
                return known;
            }
        }
        return new ConnectionException(
                ErrorCode.TLS_FAILED, "no TLS 1.3 connection: " + e.getMessage(), null, e);
    }
}
