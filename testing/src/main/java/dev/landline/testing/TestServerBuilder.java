package dev.landline.testing;

import dev.landline.Limits;
import dev.landline.identity.IdentityKey;
import dev.landline.server.LandlineServer;
import dev.landline.server.LandlineServerBuilder;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.config.AccountSettings;
import dev.landline.server.config.HandlerSettings;
import dev.landline.server.config.ListenAddress;
import dev.landline.server.config.MetricsSettings;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.SessionSettings;
import dev.landline.server.config.StartupLimits;
import dev.landline.server.event.ServerListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The choices that a {@link TestServer} is made with. Without any, it has the limits of an ordinary
 * server, but short times and room for a crowd of connections at once. Each method returns the
 * builder itself; for one thread at a time.
 */
public final class TestServerBuilder {

    private static final StartupLimits A_CROWD = new StartupLimits(2_000, 100, 2_000, 2_000);

    private Limits limits = Limits.DEFAULTS;
    private StartupLimits startups = A_CROWD;
    private AccessRules access = AccessRules.open();
    private AccountSettings accounts = AccountSettings.DEFAULTS;
    private Duration stopGrace = Duration.ofMillis(500);
    private Duration hangupGrace = Duration.ofMillis(200);
    private Duration terminateGrace = Duration.ofMillis(200);
    private Duration outputDrain = Duration.ofMillis(500);
    private UnaryOperator<SessionSettings> sessions = UnaryOperator.identity();
    private UnaryOperator<LandlineServerBuilder> choices = UnaryOperator.identity();
    private HandlerSettings handlers = HandlerSettings.DEFAULTS;
    private MetricsSettings metrics = MetricsSettings.OFF;
    private String keyOptions = "";
    private ServerListener events = ServerListener.NONE;
    private @Nullable Authorizer authorizer;

    TestServerBuilder() {}

    /**
     * What each connection is allowed.
     *
     * @param limits the limits
     * @return this
     */
    public TestServerBuilder limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    /**
     * How many connections may be on their way through the handshake.
     *
     * @param startups the limits
     * @return this
     */
    public TestServerBuilder startups(StartupLimits startups) {
        this.startups = startups;
        return this;
    }

    /**
     * Who may open which service.
     *
     * @param access the rules
     * @return this
     */
    public TestServerBuilder access(AccessRules access) {
        this.access = access;
        return this;
    }

    /**
     * Whom the server runs commands as where the tests run as root.
     *
     * @param accounts the settings
     * @return this
     */
    public TestServerBuilder accounts(AccountSettings accounts) {
        this.accounts = accounts;
        return this;
    }

    /**
     * How long a server that stops waits for commands to end by themselves; half a second without a
     * choice.
     *
     * @param time 0 or more
     * @return this
     */
    public TestServerBuilder stopGrace(Duration time) {
        this.stopGrace = time;
        return this;
    }

    /**
     * How long a process group gets before the next signal; a fifth of a second each without a
     * choice.
     *
     * @param afterHangup after HUP
     * @param afterTerminate after TERM
     * @return this
     */
    public TestServerBuilder killGrace(Duration afterHangup, Duration afterTerminate) {
        this.hangupGrace = afterHangup;
        this.terminateGrace = afterTerminate;
        return this;
    }

    /**
     * How long output may be held open without a byte after a command's end; half a second without
     * a choice.
     *
     * @param time 1 ms or more
     * @return this
     */
    public TestServerBuilder outputDrain(Duration time) {
        this.outputDrain = time;
        return this;
    }

    /**
     * What is allowed to handlers.
     *
     * @param settings the settings; those of a server by default
     * @return this
     */
    public TestServerBuilder handlers(HandlerSettings settings) {
        this.handlers = settings;
        return this;
    }

    /**
     * Has the server give what it counts to Prometheus.
     *
     * @param settings where; nowhere by default
     * @return this
     */
    public TestServerBuilder metrics(MetricsSettings settings) {
        this.metrics = settings;
        return this;
    }

    /**
     * How long and how much is kept of sessions.
     *
     * @param choice makes the settings out of the usual ones
     * @return this
     */
    public TestServerBuilder sessions(UnaryOperator<SessionSettings> choice) {
        this.sessions = choice;
        return this;
    }

    /**
     * What stands in front of the user's key in {@code authorized_keys}.
     *
     * @param options such as {@code command="date"}
     * @return this
     */
    public TestServerBuilder keyOptions(String options) {
        this.keyOptions = options;
        return this;
    }

    /**
     * Who may connect, instead of what {@code authorized_keys} says.
     *
     * @param authorizer asked for each connection
     * @return this
     */
    public TestServerBuilder authorizer(Authorizer authorizer) {
        this.authorizer = authorizer;
        return this;
    }

    /**
     * Who hears what happens.
     *
     * @param listener called with each event
     * @return this
     */
    public TestServerBuilder events(ServerListener listener) {
        this.events = listener;
        return this;
    }

    /**
     * Further choices, such as handlers.
     *
     * @param choices made on the server's builder, just before it starts
     * @return this
     */
    public TestServerBuilder with(UnaryOperator<LandlineServerBuilder> choices) {
        this.choices = choices;
        return this;
    }

    /**
     * Starts the server.
     *
     * @return the server, listening
     * @throws IOException where it cannot be started
     */
    public TestServer start() throws IOException {
        Path folder = Files.createTempDirectory("landline-test");
        IdentityKey hostKey = IdentityKey.generate("test host");
        IdentityKey userKey = IdentityKey.generate("test user");
        String line = (keyOptions + " " + userKey.publicKeyLine().text()).strip() + "\n";
        FileAttribute<?> onlyOwner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path keys = Files.createFile(TestServer.keysFile(folder), onlyOwner);
        Files.writeString(keys, line);
        LandlineServerBuilder builder =
                LandlineServer.builder().config(config(folder)).hostKey(hostKey).events(events);
        if (authorizer != null) {
            builder.authorizer(authorizer);
        }
        LandlineServer server = choices.apply(builder).start();
        return new TestServer(server, hostKey, userKey, tcpAddress(server), folder);
    }

    private ServerConfig config(Path folder) {
        String loopback = InetAddress.getLoopbackAddress().getHostAddress();
        return new ServerConfig(
                List.of(
                        new ListenAddress.TlsAddress(loopback, 0),
                        new ListenAddress.UnixAddress(TestServer.socketFile(folder))),
                1024,
                folder.resolve("host_key"),
                List.of(TestServer.keysFile(folder)),
                limits,
                startups,
                10_000,
                access,
                accounts,
                stopGrace,
                hangupGrace,
                terminateGrace,
                outputDrain,
                sessions.apply(SessionSettings.defaults(TestServer.spoolDirectory(folder))),
                handlers,
                metrics);
    }

    private static InetSocketAddress tcpAddress(LandlineServer server) {
        for (ListenAddress address : server.addresses()) {
            if (address instanceof ListenAddress.TlsAddress(String host, int port)) {
                return new InetSocketAddress(host, port);
            }
        }
        throw new IllegalStateException("the server does not listen on TCP: " + server.addresses());
    }
}
