package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The JDK's TLS 1.3 and OpenSSL's take each type of key, on both sides. */
class TlsHandshakeTest {

    private static final String PYTHON_CLIENT =
            """
            import socket, ssl, sys
            arguments = iter(sys.argv[1:])
            for base, port, verification in zip(arguments, arguments, arguments):
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                context.minimum_version = ssl.TLSVersion.TLSv1_3
                context.verify_flags |= ssl.VERIFY_X509_STRICT
                context.check_hostname = verification != "CERT_NONE"
                context.verify_mode = ssl.VerifyMode[verification]
                context.load_verify_locations(base + "-server.pem")
                context.load_cert_chain(base + ".pem", base + ".key")
                with socket.create_connection(("127.0.0.1", int(port)), 20) as plain:
                    with context.wrap_socket(plain, server_hostname="landline") as tls:
                        tls.sendall(b"x")
                        print(tls.version(), tls.recv(1))
            """;

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void eachTypeProvesItselfInMutualTls(KeyType type) throws Exception {
        handshake(type, type);
    }

    @ParameterizedTest
    @CsvSource({"ED25519,RSA", "RSA,ECDSA_P521", "ECDSA_P384,ED25519"})
    void typesMix(KeyType server, KeyType client) throws Exception {
        handshake(server, client);
    }

    @Test
    void pythonTakesTheExportedPairsAndTrustsTheServerByItsCertificate() throws Exception {
        List<String> command =
                new ArrayList<>(List.of("python3", directory.resolve("client.py").toString()));
        Files.writeString(directory.resolve("client.py"), PYTHON_CLIENT);
        Map<IdentityKey, Future<PublicKey>> seen = new LinkedHashMap<>();
        List<SSLServerSocket> listeners = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (KeyType type : KeyType.values()) {
                    IdentityKey server = IdentityKey.of(CertificatesTest.keyPair(type), "");
                    IdentityKey client = IdentityKey.of(CertificatesTest.keyPair(type), "");
                    Path base = directory.resolve(type.name());
                    PemExport.write(client, file(base, ".pem"), file(base, ".key"));
                    PemExport.write(server, file(base, "-server.pem"), file(base, "-server.key"));
                    SSLServerSocket listener = listen(server);
                    listeners.add(listener);
                    seen.put(client, executor.submit(() -> serve(listener)));
                    // An ECDSA server has a new signature, and so a new certificate, at each start.
                    boolean pinned = type == KeyType.ED25519 || type == KeyType.RSA;
                    command.add(base.toString());
                    command.add(String.valueOf(listener.getLocalPort()));
                    command.add(pinned ? "CERT_REQUIRED" : "CERT_NONE");
                }
                assertThat(SshKeygen.output(command)).isEqualTo("TLSv1.3 b'y'\n".repeat(5));
                for (var entry : seen.entrySet()) {
                    assertThat(entry.getValue().get(20, TimeUnit.SECONDS))
                            .isEqualTo(entry.getKey().keyPair().getPublic());
                }
            } finally {
                for (SSLServerSocket listener : listeners) {
                    listener.close();
                }
            }
        }
    }

    private static Path file(Path base, String suffix) {
        return base.resolveSibling(base.getFileName() + suffix);
    }

    private static void handshake(KeyType serverType, KeyType clientType) throws Exception {
        IdentityKey server = IdentityKey.of(CertificatesTest.keyPair(serverType), "");
        IdentityKey client = IdentityKey.of(CertificatesTest.keyPair(clientType), "");
        try (SSLServerSocket listener = listen(server);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PublicKey> seen = executor.submit(() -> serve(listener));
            try (SSLSocket socket =
                    (SSLSocket)
                            context(client)
                                    .getSocketFactory()
                                    .createSocket(
                                            listener.getInetAddress(), listener.getLocalPort())) {
                socket.setSoTimeout(20_000);
                socket.setTcpNoDelay(true);
                socket.setEnabledProtocols(new String[] {"TLSv1.3"});
                socket.getOutputStream().write('x');
                assertThat(socket.getInputStream().read()).isEqualTo('y');
                assertThat(peerKey(socket)).isEqualTo(server.keyPair().getPublic());
            }
            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(client.keyPair().getPublic());
        }
    }

    private static SSLServerSocket listen(IdentityKey key) throws Exception {
        SSLServerSocket listener =
                (SSLServerSocket)
                        context(key)
                                .getServerSocketFactory()
                                .createServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        listener.setSoTimeout(20_000);
        listener.setEnabledProtocols(new String[] {"TLSv1.3"});
        listener.setNeedClientAuth(true);
        return listener;
    }

    private static PublicKey serve(SSLServerSocket listener) throws Exception {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            socket.getOutputStream().write('y');
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            return peerKey(socket);
        }
    }

    private static PublicKey peerKey(SSLSocket socket) throws Exception {
        return Certificates.publicKeyOf(
                (X509Certificate) socket.getSession().getPeerCertificates()[0]);
    }

    private static SSLContext context(IdentityKey key) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        X509Certificate certificate = Certificates.selfSigned(key.keyPair());
        context.init(
                new KeyManager[] {new OneKey(key.keyPair().getPrivate(), certificate)},
                new TrustManager[] {new AnySupportedKey()},
                null);
        return context;
    }

    /** Presents one key, whatever the peer asks for. */
    private static final class OneKey extends X509ExtendedKeyManager {

        private static final String ALIAS = "key";

        private final PrivateKey privateKey;
        private final X509Certificate certificate;

        OneKey(PrivateKey privateKey, X509Certificate certificate) {
            this.privateKey = privateKey;
            this.certificate = certificate;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineServerAlias(
                String keyType, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return privateKey;
        }
    }

    /** Leaves the decision to the test, which looks at the key afterwards. */
    private static final class AnySupportedKey extends X509ExtendedTrustManager {

        private static void check(X509Certificate[] chain) throws CertificateException {
            Certificates.publicKeyOf(chain[0]);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
