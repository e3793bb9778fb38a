package dev.landline.link;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.flow.Waiter;
import dev.landline.identity.Certificates;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.KeyFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes between our own two sides; what strangers try is among the attacks. */
class TlsTest {

    private static final String ALPN = "landline/1";
    private static final PeerKeyCheck ANYBODY = key -> {};

    private final IdentityKey serverKey = IdentityKey.generate("server");
    private final IdentityKey clientKey = IdentityKey.generate("client");

    private static Tls tls(IdentityKey key, PeerKeyCheck check, String alpn)
            throws KeyFormatException {
        TlsIdentity own =
                new TlsIdentity(key.keyPair().getPrivate(), Certificates.selfSigned(key.keyPair()));
        return new Tls(own, check, new SecureRandom(), alpn);
    }

    /** How both sides came out of one handshake. */
    private record Outcome(FutureTask<TlsLink> client, FutureTask<TlsLink> server) {

        TlsLink clientLink() throws Exception {
            return client.get(30, SECONDS);
        }

        TlsLink serverLink() throws Exception {
            return server.get(30, SECONDS);
        }

        static ConnectionException failure(FutureTask<TlsLink> side) {
            Throwable[] cause = new Throwable[1];
            assertThatThrownBy(() -> side.get(30, SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .satisfies(e -> cause[0] = e.getCause());
            return (ConnectionException) cause[0];
        }
    }

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Outcome shake(Tls clientSide, Tls serverSide) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort());
            sockets.add(socket);
            Socket accepted = listener.accept();
            sockets.add(accepted);
            FutureTask<TlsLink> client =
                    new FutureTask<>(
                            () -> clientSide.connect(socket, "localhost", socket.getPort()));
            FutureTask<TlsLink> server = new FutureTask<>(() -> serverSide.accept(accepted, null));
            Thread.ofVirtual().start(client);
            Thread.ofVirtual().start(server);
            return new Outcome(client, server);
        }
    }

    @Test
    void bothSidesLearnEachOthersKey() throws Exception {
        List<PublicKey> seen = Collections.synchronizedList(new ArrayList<>());
        Outcome outcome = shake(tls(clientKey, seen::add, ALPN), tls(serverKey, seen::add, ALPN));
        assertThat(outcome.clientLink().peerKey()).isEqualTo(serverKey.keyPair().getPublic());
        assertThat(outcome.serverLink().peerKey()).isEqualTo(clientKey.keyPair().getPublic());
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        serverKey.keyPair().getPublic(), clientKey.keyPair().getPublic());
        assertThat(outcome.clientLink().cipherSuite()).startsWith("TLS_AES_128_GCM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA 2048", "EC secp256r1", "EC secp384r1", "EC secp521r1"})
    void everyKindOfKeyShakesHandsOnBothSides(String kind) throws Exception {
        IdentityKey key = IdentityKey.of(pair(kind), "any");
        Outcome outcome = shake(tls(key, ANYBODY, ALPN), tls(key, ANYBODY, ALPN));
        assertThat(outcome.clientLink().peerKey()).isEqualTo(key.keyPair().getPublic());
        outcome.clientLink().output().write(5);
        assertThat(outcome.serverLink().input().read()).isEqualTo(5);
    }

    private static KeyPair pair(String kind) throws Exception {
        String[] words = kind.split(" ", 2);
        KeyPairGenerator generator = KeyPairGenerator.getInstance(words[0]);
        if (words[0].equals("EC")) {
            generator.initialize(new ECGenParameterSpec(words[1]));
        } else {
            generator.initialize(Integer.parseInt(words[1]));
        }
        return generator.generateKeyPair();
    }

    @Test
    void aClientThatDoesNotTrustTheHostShowsNoKeyAndPassesItsReasonOn() throws Exception {
        List<PublicKey> shown = Collections.synchronizedList(new ArrayList<>());
        PeerKeyCheck nobody =
                key -> {
                    throw new ConnectionException(ErrorCode.HOST_KEY_CHANGED, "not that one");
                };
        Outcome outcome = shake(tls(clientKey, nobody, ALPN), tls(serverKey, shown::add, ALPN));
        ConnectionException failure = Outcome.failure(outcome.client());
        assertThat(failure.code()).isEqualTo(ErrorCode.HOST_KEY_CHANGED);
        assertThat(failure).hasMessage("not that one");
        assertThat(Outcome.failure(outcome.server()).code()).isEqualTo(ErrorCode.TLS_FAILED);
        assertThat(shown).isEmpty();
    }

    @Test
    void aServerMayRefuseInTheHandshakeToo() throws Exception {
        PeerKeyCheck nobody =
                key -> {
                    throw new ConnectionException(ErrorCode.UNAUTHORIZED, "not that one");
                };
        Outcome outcome = shake(tls(clientKey, ANYBODY, ALPN), tls(serverKey, nobody, ALPN));
        assertThat(Outcome.failure(outcome.server()).code()).isEqualTo(ErrorCode.UNAUTHORIZED);
        // For the client the handshake may be over by then: it finds out when it reads.
        assertThatThrownBy(() -> outcome.clientLink().input().read())
                .isInstanceOfAny(IOException.class, ExecutionException.class);
    }

    @Test
    void anotherApplicationProtocolFailsOnBothSides() throws Exception {
        Outcome outcome = shake(tls(clientKey, ANYBODY, "other/1"), tls(serverKey, ANYBODY, ALPN));
        assertThat(Outcome.failure(outcome.client()).code()).isEqualTo(ErrorCode.TLS_FAILED);
        assertThat(Outcome.failure(outcome.server()).code()).isEqualTo(ErrorCode.TLS_FAILED);
    }

    @Test
    void whatIsSentArrivesHoweverItsSizeChanges() throws Exception {
        Outcome outcome = shake(tls(clientKey, ANYBODY, ALPN), tls(serverKey, ANYBODY, ALPN));
        TlsLink from = outcome.clientLink();
        TlsLink to = outcome.serverLink();
        for (int size : new int[] {1, 300, 20_000, 30, 255, 256, 257, 5_000, 3}) {
            for (int i = 0; i < 12; i++) { // one at a time: more often than it takes to shrink
                byte[] bytes = new byte[size];
                Arrays.fill(bytes, (byte) (size + i));
                from.output().write(bytes);
                assertThat(to.input().readNBytes(size)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void finishingDeliversTheLastBytesAndThenTheEnd() throws Exception {
        Outcome outcome = shake(tls(clientKey, ANYBODY, ALPN), tls(serverKey, ANYBODY, ALPN));
        outcome.serverLink().output().write(new byte[] {1, 2, 3});
        TlsLink server = outcome.serverLink();
        Thread finishing = Thread.ofVirtual().start(server::finish);
        assertThat(outcome.clientLink().input().readAllBytes()).containsExactly(1, 2, 3);
        outcome.clientLink().finish();
        finishing.join();
    }

    @RepeatedTest(5)
    void finishingInTheMiddleOfAFloodDeliversTheLastBytesAndBreaksNoReader() throws Exception {
        Outcome outcome = shake(tls(clientKey, ANYBODY, ALPN), tls(serverKey, ANYBODY, ALPN));
        TlsLink server = outcome.serverLink();
        TlsLink client = outcome.clientLink();
        AtomicLong read = new AtomicLong();
        Waiter<Void> flood =
                Waiter.doing(() -> {
                    while (true) {
                        client.output().write(new byte[1000]);
                    }
                });
        Waiter<Void> reader =
                Waiter.doing(() -> {
                    byte[] buffer = new byte[100];
                    int count;
                    while ((count = server.input().read(buffer)) >= 0) {
                        read.addAndGet(count);
                    }
                    throw new EOFException();
                });
        while (read.get() < 100_000) {
            Thread.onSpinWait();
        }
        server.output().write(new byte[] {1, 2, 3});
        server.finish();
        assertThat(client.input().readAllBytes()).containsExactly(1, 2, 3);
        assertThat(reader.failure()).isInstanceOf(IOException.class);
        assertThat(flood.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void abortEndsAWriterThatNobodyListensTo() throws Exception {
        Outcome outcome = shake(tls(clientKey, ANYBODY, ALPN), tls(serverKey, ANYBODY, ALPN));
        TlsLink link = outcome.clientLink();
        Waiter<Void> writer =
                Waiter.doing(() -> {
                    while (true) {
                        link.output().write(new byte[64 * 1024]);
                    }
                });
        link.abort();
        assertThat(writer.failure()).isInstanceOf(IOException.class);
    }
}
