package dev.landline.bench.peer;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session.Command;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;

/** The client of sshj. */
final class SshjPeer implements Peer {

    private static final int PATIENCE = 60;

    private final DefaultConfig config = new DefaultConfig();
    private final Place place;

    SshjPeer(Place place) {
        this.place = place;
    }

    @Override
    public Session open() throws IOException {
        SSHClient client = new SSHClient(config);
        client.addHostKeyVerifier(new Pinned(place));
        client.connect(place.host(), place.port());
        client.getSocket().setTcpNoDelay(true);
        client.authPublickey(place.user(), client.loadKeys(place.keyFile().toString()));
        return new Line(client);
    }

    @Override
    public void close() {
        // Connections are all that there is.
    }

    private record Pinned(Place place) implements HostKeyVerifier {

        @Override
        public boolean verify(String host, int port, java.security.PublicKey key) {
            try {
                return dev.landline.identity.Fingerprint.of(key)
                        .equals(dev.landline.identity.Fingerprint.of(place.hostKey().key()));
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public List<String> findExistingAlgorithms(String host, int port) {
            return List.of();
        }
    }

    private record Line(SSHClient client) implements Session {

        @Override
        public byte[] run(String... words) throws IOException {
            try (var session = client.startSession()) {
                Command command = session.exec(String.join(" ", words));
                byte[] out = command.getInputStream().readAllBytes();
                command.join(PATIENCE, TimeUnit.SECONDS);
                if (!Objects.equals(command.getExitStatus(), 0)) {
                    throw new IOException(
                            words[0] + ": expected status 0, got " + command.getExitStatus());
                }
                return out;
            }
        }

        @Override
        public Exchange exchange(String way) throws IOException {
            var session = client.startSession();
            Command command = session.exec(way);
            return new Exchange.Streams(
                    command.getOutputStream(), command.getInputStream(), session);
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
