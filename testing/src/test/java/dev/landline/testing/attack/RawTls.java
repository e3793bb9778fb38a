package dev.landline.testing.attack;

import dev.landline.identity.IdentityKey;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/** A TLS client that need not do as ours does. Trusts everybody, and is for attacks only. */
final class RawTls {

    private final KeyManager[] keys;
    private String[] versions = {"TLSv1.3"};
    private String[] alpn = {Framing.ALPN};

    private RawTls(KeyManager... keys) {
        this.keys = keys;
    }

    static RawTls anonymous() {
        return new RawTls();
    }

    static RawTls with(IdentityKey key) throws GeneralSecurityException, IOException {
        return with(key.keyPair());
    }

    static RawTls with(KeyPair pair) throws GeneralSecurityException, IOException {
        return new RawTls(
                new Always(pair.getPrivate(), HandMadeCertificate.around(pair.getPublic())));
    }

    RawTls versions(String... names) {
        versions = names;
        return this;
    }

    RawTls alpn(String... names) {
        alpn = names;
        return this;
    }

    SSLSocket connect(InetSocketAddress address) throws GeneralSecurityException, IOException {
        Socket plain = new Socket(address.getAddress(), address.getPort());
        SSLSocket socket =
                (SSLSocket)
                        context()
                                .getSocketFactory()
                                .createSocket(plain, "localhost", address.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(versions);
        parameters.setApplicationProtocols(alpn);
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** The first bytes of a handshake. */
    static byte[] clientHello() throws GeneralSecurityException, IOException {
        SSLEngine engine = anonymous().context().createSSLEngine();
        engine.setUseClientMode(true);
        engine.beginHandshake();
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }

    private SSLContext context() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new Anybody()}, null);
        return context;
    }

    /** Makes a key of a kind such as {@code RSA 1024}. */
    static KeyPair keyPair(String kind) throws GeneralSecurityException {
        String[] words = kind.split(" ", -1);
        KeyPairGenerator generator = KeyPairGenerator.getInstance(words[0]);
        if (words.length > 1 && words[0].equals("EC")) {
            generator.initialize(new ECGenParameterSpec(words[1]));
        } else if (words.length > 1) {
            generator.initialize(Integer.parseInt(words[1]));
        }
        return generator.generateKeyPair();
    }

    private static final class Always extends X509ExtendedKeyManager {
        private final PrivateKey key;
        private final X509Certificate certificate;

        Always(PrivateKey key, X509Certificate certificate) {
            this.key = key;
            this.certificate = certificate;
        }

        @Override
        public String[] getClientAliases(String type, java.security.Principal[] issuers) {
            return new String[] {"x"};
        }

        @Override
        public String chooseClientAlias(
                String[] types, java.security.Principal[] issuers, Socket socket) {
            return "x";
        }

        @Override
        public String[] getServerAliases(String type, java.security.Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseServerAlias(
                String type, java.security.Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
