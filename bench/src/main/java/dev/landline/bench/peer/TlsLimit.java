package dev.landline.bench.peer;

import dev.landline.identity.Certificates;
import dev.landline.identity.IdentityKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS 1.3 of the JDK and nothing over it: what no protocol on it can be faster than. */
public final class TlsLimit {

    /** How long each question and each answer is, in bytes. */
    public static final int MESSAGE = 64;

    private static final char[] NO_SECRET = "memory".toCharArray();

    private TlsLimit() {}

    /**
     * Listens on loopback.
     *
     * @param directory with {@code host}, the server's key
     * @return the listener
     * @throws IOException where it cannot
     * @throws GeneralSecurityException where the key is not one
     */
    public static SSLServerSocket listen(Path directory)
            throws IOException, GeneralSecurityException {
        IdentityKey key = Place.key(directory.resolve("host"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_SECRET);
        store.setKeyEntry(
                "host",
                key.keyPair().getPrivate(),
                NO_SECRET,
                new Certificate[] {Certificates.selfSigned(key.keyPair())});
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, NO_SECRET);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(managers.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /**
     * Connects.
     *
     * @param place the server
     * @return a connection whose handshake is done
     * @throws IOException where it cannot
     * @throws GeneralSecurityException where this Java has no TLS 1.3
     */
    public static SSLSocket connect(Place place) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {new Pinned(place.hostKey().key())}, null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(place.host(), place.port());
        socket.setTcpNoDelay(true);
        socket.setEnabledCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"});
        socket.startHandshake();
        return socket;
    }

    private record Pinned(PublicKey expected) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            if (!chain[0].getPublicKey().equals(expected)) {
                throw new CertificateException("expected another key");
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
