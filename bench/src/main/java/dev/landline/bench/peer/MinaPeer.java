package dev.landline.bench.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;

/** The client of Apache MINA SSHD. */
final class MinaPeer implements Peer {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final Place place;
    private final KeyPair key;

    MinaPeer(Place place) throws IOException {
        this.place = place;
        PublicKey expected = MinaKeys.read(place.directory().resolve("host.pub"));
        key = new FileKeyPairProvider(place.keyFile()).loadKeys(null).iterator().next();
        client.setServerKeyVerifier((session, address, got) -> KeyUtils.compareKeys(expected, got));
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        client.start();
    }

    @Override
    public Session open() throws IOException {
        ClientSession session =
                client.connect(place.user(), place.host(), place.port())
                        .verify(PATIENCE)
                        .getSession();
        session.addPublicKeyIdentity(key);
        session.auth().verify(PATIENCE);
        return new Line(session);
    }

    @Override
    public void close() {
        client.stop();
    }

    private record Line(ClientSession session) implements Session {

        @Override
        public byte[] run(String... words) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ChannelExec channel = session.createExecChannel(String.join(" ", words))) {
                channel.setOut(out);
                channel.open().verify(PATIENCE);
                channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
                if (!Objects.equals(channel.getExitStatus(), 0)) {
                    throw new IOException(
                            words[0] + ": expected status 0, got " + channel.getExitStatus());
                }
            }
            return out.toByteArray();
        }

        @Override
        public Exchange exchange(String way) throws IOException {
            ChannelExec channel = session.createExecChannel(way);
            channel.open().verify(PATIENCE);
            return new Exchange.Streams(
                    channel.getInvertedIn(), channel.getInvertedOut(), () -> channel.close(true));
        }

        @Override
        public void close() {
            session.close(true).awaitUninterruptibly(PATIENCE);
        }
    }
}
