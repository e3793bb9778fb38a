package dev.landline.cli.connect;

import dev.landline.Target;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Signals;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.Landline;
import dev.landline.client.diagnosis.Diagnosis;
import dev.landline.identity.IdentityKey;
import dev.landline.link.FastCurves;
import dev.landline.server.LandlineServer;
import dev.landline.server.config.ListenAddress;
import dev.landline.server.config.MetricsSettings;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerFiles;
import dev.landline.server.event.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The target {@code local}: a server in this process, on loopback, with keys that nobody has had
 * before. It reads and writes no file of the user's. Closing it ends everything that it started.
 */
final class LocalServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final LandlineServer server;
    private final Signals.Registration atExit;
    private final IdentityKey clientKey;

    private LocalServer(LandlineServer server, Signals.Registration atExit, IdentityKey clientKey) {
        this.server = server;
        this.atExit = atExit;
        this.clientKey = clientKey;
    }

    static LocalServer start(Surroundings here, Messages messages) throws IOException {
        FastCurves.install();
        IdentityKey clientKey = IdentityKey.generate("local");
        LandlineServer server =
                LandlineServer.builder()
                        .config(config(here))
                        .environment(here.environment())
                        .hostKey(IdentityKey.generate("local"))
                        .authorizer(new OneKey(clientKey.fingerprint()))
                        .events(event -> {
                            if (event instanceof ServerEvent.Warning(String warning)) {
                                messages.say("local: " + warning);
                            }
                        })
                        .start();
        return new LocalServer(server, here.signals().beforeExit(server::close), clientKey);
    }

    /** When the command that it lives for is over there is nothing left to wait for. */
    private static ServerConfig config(Surroundings here) {
        ServerConfig usual = ServerConfig.defaults(ServerFiles.of(here.environment(), here.home()));
        return new ServerConfig(
                List.of(new ListenAddress.TlsAddress(LOOPBACK, 0)),
                usual.backlog(),
                usual.hostKey(),
                List.of(),
                usual.limits(),
                usual.startups(),
                usual.maxConnections(),
                usual.access(),
                usual.accounts(),
                Duration.ZERO,
                usual.hangupGrace(),
                usual.terminateGrace(),
                usual.outputDrain(),
                usual.sessions(),
                usual.handlers().withDirectory(Optional.empty()),
                MetricsSettings.OFF);
    }

    /** A look at the way to it. */
    Diagnosis examine(Connecting connecting) {
        return connecting
                .examined(target())
                .identity(() -> Optional.of(clientKey))
                .hostKeys(HostKeyPolicy.pinned(server.fingerprint()));
    }

    private Target target() {
        if (!(server.addresses().getFirst() instanceof ListenAddress.TlsAddress address)) {
            throw new IllegalStateException("listens elsewhere: " + server.addresses());
        }
        return new Target.Host(Optional.empty(), LOOPBACK, address.port());
    }

    Landline connect(Connecting connecting) throws IOException {
        return connecting.logged(
                connecting
                        .builder(target())
                        .key(clientKey)
                        .hostKeys(HostKeyPolicy.pinned(server.fingerprint())));
    }

    @Override
    public void close() {
        server.close();
        atExit.close();
    }
}
