package dev.landline.testing.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.client.ExecResult;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.TrustedHosts;
import dev.landline.client.UserFiles;
import dev.landline.client.fleet.Fleet;
import dev.landline.client.fleet.FleetRun;
import dev.landline.client.fleet.HostConnections;
import dev.landline.client.fleet.HostResult;
import dev.landline.client.fleet.HostTask;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.hosts.Host;
import dev.landline.identity.Fingerprint;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.KeyFormatException;
import dev.landline.identity.KnownHosts;
import dev.landline.identity.PassphraseSource;
import dev.landline.identity.PrivateKeyFile;
import dev.landline.server.LandlineServer;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.auth.CallAccess;
import dev.landline.server.auth.Grant;
import dev.landline.server.auth.Identity;
import dev.landline.server.auth.SettingsAccess;
import dev.landline.server.config.ListenAddress;
import dev.landline.testing.CuttingProxy;
import dev.landline.testing.LeakCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many hosts with keys of their own, of which a part is dead, refuses, stalls, dies half-way, has
 * another key than the one that is known, fails or takes too long: each has to end in its own
 * outcome, and the others to give exactly what they were asked for. {@code -Dhosts=1000} for as
 * many as the name says.
 */
@Timeout(300)
final class FleetOfAThousandTest {

    private static final int HOSTS = Integer.getInteger("hosts", 200);
    private static final int LINES = 300;

    /** What is wrong with a host. */
    private enum Fate {
        DEAD(Outcome.Kind.UNREACHABLE),
        REFUSES(Outcome.Kind.REFUSED),
        STALLS(Outcome.Kind.UNREACHABLE),
        DIES(Outcome.Kind.LOST),
        OTHER_KEY(Outcome.Kind.REFUSED),
        FAILS(Outcome.Kind.FAILED),
        SLOW(Outcome.Kind.TIMED_OUT),
        FINE(Outcome.Kind.OK);

        private final Outcome.Kind end;

        Fate(Outcome.Kind end) {
            this.end = end;
        }

        static Fate of(int number) {
            int at = number % 12;
            return at < values().length ? values()[at] : FINE;
        }
    }

    @TempDir Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Map<String, Fate> fates = new HashMap<>();
    private final Map<String, CuttingProxy> proxies = new HashMap<>();

    @Test
    void everyHostEndsInItsOwnOutcome() throws Exception {
        try (LeakCheck leaks = LeakCheck.start()) {
            try {
                check();
            } finally {
                for (AutoCloseable each : open.reversed()) {
                    each.close();
                }
            }
            leaks.assertNothingLeft();
        }
    }

    private void check() throws Exception {
        UserFiles files = new UserFiles(directory, directory, directory.resolve("ssh"));
        IdentityKey user = PrivateKeyFile.createIfAbsent(files.ownKey(), "fleet").orElseThrow();
        Authorizer authorized = new OneKey(user.fingerprint());
        Authorizer nobody = new OneKey(IdentityKey.generate("nobody").fingerprint());
        KnownHosts known = new KnownHosts(files.knownHosts());
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(host(i, known, authorized, nobody));
        }
        HostKeyPolicy policy = TrustedHosts.strict(files.knownHosts());
        HostConnections connections =
                new HostConnections(files, PassphraseSource.none(), policy, Optional.empty());

        Map<String, HostResult<ExecResult>> results = new HashMap<>();
        try (FleetRun<ExecResult> run =
                Fleet.of(hosts)
                        .connecting(host -> connections.to(host).timeout(timeout(host)))
                        .run(task())) {
            run.results()
                    .forEach(result -> {
                        assertThat(results.put(result.host().name(), result)).isNull();
                        assertThat(run.counts().running()).isLessThanOrEqualTo(Fleet.PARALLEL);
                    });
        }

        assertThat(results).hasSize(HOSTS);
        results.forEach((name, result) -> {
            Fate fate = fates.getOrDefault(name, Fate.FINE);
            assertThat(result.outcome().kind())
                    .as("%s, %s: %s", name, fate, result.outcome().message())
                    .isEqualTo(fate.end);
            if (result.outcome() instanceof Outcome.Ok<ExecResult>(ExecResult value)) {
                assertThat(value.stdoutText()).isEqualTo(output(name));
            }
        });
    }

    /** Those that never answer are not waited for as long as those that do on a busy machine. */
    private Duration timeout(Host host) {
        return fates.get(host.name()) == Fate.STALLS
                ? Duration.ofSeconds(1)
                : Duration.ofSeconds(60);
    }

    private static String output(String name) {
        return (name + " says this line, which is long enough to be worth something\n")
                .repeat(LINES);
    }

    private HostTask<ExecResult> task() {
        return (host, landline) ->
                switch (fates.getOrDefault(host.name(), Fate.FINE)) {
                    case DIES -> {
                        try (var command =
                                        landline.exec("sh", "-c", "echo; exec sleep 1000").start();
                                var lines =
                                        new BufferedReader(
                                                new InputStreamReader(
                                                        command.stdout(),
                                                        StandardCharsets.UTF_8))) {
                            assertThat(lines.readLine()).isEmpty();
                            proxies.get(host.name()).cutAll();
                            var status = command.waitFor();
                            yield Outcome.of(status, command.reason(), landline.exec("true").run());
                        }
                    }
                    case FAILS -> outcome(landline.exec("false").run());
                    case SLOW ->
                            outcome(
                                    landline.exec("sleep", "1000")
                                            .timeout(Duration.ofMillis(300))
                                            .run());
                    case DEAD, REFUSES, STALLS, OTHER_KEY, FINE ->
                            outcome(
                                    landline.exec(
                                                    "sh",
                                                    "-c",
                                                    "i=0; while [ $i -lt "
                                                            + LINES
                                                            + " ]; do echo \"$0 says this line,"
                                                            + " which is long enough to be worth"
                                                            + " something\"; i=$((i+1)); done",
                                                    host.name())
                                            .run());
                };
    }

    private static Outcome<ExecResult> outcome(ExecResult result) {
        return Outcome.of(result.status(), result.reason(), result);
    }

    private Host host(int number, KnownHosts known, Authorizer authorized, Authorizer nobody)
            throws Exception {
        String name = "n" + number;
        Fate fate = Fate.of(number);
        fates.put(name, fate);
        IdentityKey hostKey = IdentityKey.generate(name);
        String address = "127.0." + (1 + number / 250) + "." + (1 + number % 250);
        return switch (fate) {
            case DEAD -> at(name, address, deadPort(address));
            case STALLS -> at(name, address, stallingPort(address));
            case DIES -> {
                LandlineServer server = server(address, hostKey, authorized);
                CuttingProxy proxy =
                        CuttingProxy.start(
                                new InetSocketAddress(address, port(server)), number, 0, 1, 1);
                open.add(proxy);
                proxies.put(name, proxy);
                known.add("127.0.0.1", proxy.address().getPort(), hostKey.keyPair().getPublic());
                yield at(name, "127.0.0.1", proxy.address().getPort());
            }
            case REFUSES, OTHER_KEY, FAILS, SLOW, FINE -> {
                LandlineServer server =
                        server(address, hostKey, fate == Fate.REFUSES ? nobody : authorized);
                known.add(
                        address,
                        port(server),
                        fate == Fate.OTHER_KEY
                                ? IdentityKey.generate("other").keyPair().getPublic()
                                : hostKey.keyPair().getPublic());
                yield at(name, address, port(server));
            }
        };
    }

    private static Host at(String name, String address, int port) {
        return new Host(name, address, Optional.empty(), OptionalInt.of(port), Optional.empty());
    }

    private LandlineServer server(String address, IdentityKey hostKey, Authorizer authorizer)
            throws IOException {
        LandlineServer server =
                LandlineServer.builder()
                        .hostKey(hostKey)
                        .authorizer(authorizer)
                        .listen("tls://" + address + ":0")
                        .start();
        open.add(server);
        return server;
    }

    private static int port(LandlineServer server) {
        return ((ListenAddress.TlsAddress) server.addresses().getFirst()).port();
    }

    private static int deadPort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    /** The kernel takes connections, and nobody ever reads from them. */
    private int stallingPort(String address) throws IOException {
        ServerSocket socket = new ServerSocket(0, 10, InetAddress.getByName(address));
        open.add(socket);
        return socket.getLocalPort();
    }

    /** Lets one key in. */
    private record OneKey(Fingerprint fingerprint) implements Authorizer {

        @Override
        public Decision authorize(PublicKey key, InetAddress client) {
            try {
                return Fingerprint.of(key).equals(fingerprint)
                        ? new Decision.Granted(
                                new Grant(
                                        new Identity.Key(fingerprint, "fleet"),
                                        AccessRules.SERVICES,
                                        List.of(AccountGrant.OWN),
                                        CallAccess.ALL,
                                        SettingsAccess.WRITE))
                        : new Decision.Denied("another key");
            } catch (KeyFormatException e) {
                return new Decision.Denied(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public Decision authorize(long uid, String name) {
            return new Decision.Denied("there is no Unix socket");
        }
    }
}
