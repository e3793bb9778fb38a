package dev.landline.server;

import dev.landline.Limits;
import dev.landline.engine.FrameListener;
import dev.landline.identity.Certificates;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.PassphraseSource;
import dev.landline.identity.PrivateKeyFile;
import dev.landline.link.PeerKeyCheck;
import dev.landline.link.Tls;
import dev.landline.link.TlsIdentity;
import dev.landline.server.account.AccountRules;
import dev.landline.server.account.CommandAccounts;
import dev.landline.server.auth.Authorizer;
import dev.landline.server.call.CallServices;
import dev.landline.server.call.HandlerTable;
import dev.landline.server.call.HandlersAtStart;
import dev.landline.server.config.ConfigReading;
import dev.landline.server.config.ConfigSource;
import dev.landline.server.config.HandlerSettings;
import dev.landline.server.config.ListenAddress;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerFiles;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.file.FileServices;
import dev.landline.server.flight.FlightRecorder;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.jar.HandlerDirectory;
import dev.landline.server.handler.method.AnnotatedHandlers;
import dev.landline.server.info.InfoPage;
import dev.landline.server.info.InfoService;
import dev.landline.server.listen.Admission;
import dev.landline.server.listen.Listener;
import dev.landline.server.os.Accounts;
import dev.landline.server.os.GracePeriods;
import dev.landline.server.os.LocalAccount;
import dev.landline.server.os.ProcessLauncher;
import dev.landline.server.os.ProcessMarks;
import dev.landline.server.os.ProcessStamp;
import dev.landline.server.session.LeftBehind;
import dev.landline.server.session.Sessions;
import dev.landline.server.setting.LiveSettings;
import dev.landline.server.watch.EventWatch;
import dev.landline.server.watch.Recorder;
import dev.landline.server.watch.ServerWatch;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The choices that a server is made with. Each method returns the builder itself; for one thread at
 * a time.
 */
public final class LandlineServerBuilder {

    private Map<String, String> environment = System.getenv();
    private @Nullable ServerConfig config;
    private @Nullable ConfigSource source;
    private List<ListenAddress> listen = List.of();
    private @Nullable Limits limits;
    private @Nullable IdentityKey hostKey;
    private @Nullable Authorizer authorizer;
    private boolean jmx;
    private boolean flightRecorder;
    private final List<Handler> handlers = new ArrayList<>();
    private ServerListener events = ServerListener.NONE;
    private Function<String, FrameListener> trace = connection -> FrameListener.NONE;

    LandlineServerBuilder() {}

    /**
     * Everything that an operator can set.
     *
     * @param config the configuration; without it, {@link ServerConfig#defaults}
     * @return this
     */
    public LandlineServerBuilder config(ServerConfig config) {
        this.config = config;
        this.source = null;
        return this;
    }

    /**
     * The same from a file, which the settings of the running server can be kept in, and which can
     * be read anew ({@link LandlineServer#settings}).
     *
     * @param source the file, and what stands over it
     * @return this
     */
    public LandlineServerBuilder config(ConfigSource source) {
        this.source = source;
        this.config = null;
        return this;
    }

    /**
     * Where to listen, instead of what the configuration says.
     *
     * @param addresses {@code tls://HOST[:PORT]}, port 0 for any that is free, or {@code unix:PATH}
     * @return this
     * @throws IllegalArgumentException where one is not an address
     */
    public LandlineServerBuilder listen(String... addresses) {
        this.listen = List.of(addresses).stream().map(ListenAddress::parse).toList();
        return this;
    }

    /**
     * What each connection is allowed, instead of what the configuration says.
     *
     * @param limits the limits
     * @return this
     */
    public LandlineServerBuilder limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    /**
     * The server's own key, instead of the file that the configuration names.
     *
     * @param key a key in memory
     * @return this
     */
    public LandlineServerBuilder hostKey(IdentityKey key) {
        this.hostKey = key;
        return this;
    }

    /**
     * Who may connect, instead of the {@code authorized_keys} files of the configuration.
     *
     * @param authorizer asked for each connection
     * @return this
     */
    public LandlineServerBuilder authorizer(Authorizer authorizer) {
        this.authorizer = authorizer;
        return this;
    }

    /**
     * A handler that the server offers from its start on, besides those that are found by {@link
     * java.util.ServiceLoader} and in jars. It is not closed by the server.
     *
     * @param handler the handler
     * @return this
     */
    public LandlineServerBuilder handler(Handler handler) {
        handlers.add(handler);
        return this;
    }

    /**
     * The handlers that an object has: its methods with {@link
     * dev.landline.server.handler.Handles}.
     *
     * @param annotated any object of a public class
     * @return this
     * @throws IllegalArgumentException where it has no such method, or one that cannot be called;
     *     it names the method and what to do
     */
    public LandlineServerBuilder handlers(Object annotated) {
        handlers.addAll(AnnotatedHandlers.of(annotated));
        return this;
    }

    /**
     * Who hears what happens.
     *
     * @param listener called with each event
     * @return this
     */
    public LandlineServerBuilder events(ServerListener listener) {
        this.events = listener;
        return this;
    }

    /**
     * Who sees every frame of every connection.
     *
     * @param listeners gives the listener for a connection by its name, such as {@code c7}
     * @return this
     */
    public LandlineServerBuilder trace(Function<String, FrameListener> listeners) {
        this.trace = listeners;
        return this;
    }

    /**
     * The environment that commands get a part of, instead of that of this process.
     *
     * @param environment name to value
     * @return this
     */
    public LandlineServerBuilder environment(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        return this;
    }

    /**
     * Shows the settings by JMX too, as {@code dev.landline:type=Settings}. That is done on a
     * thread of its own, soon after the server has started.
     *
     * @return this
     */
    public LandlineServerBuilder jmx() {
        this.jmx = true;
        return this;
    }

    /**
     * Tells the JDK's flight recorder of connections, handshakes, channels, commands, waits and
     * errors: the events {@code dev.landline.*}. Without this call the setting {@code
     * metrics.flight_recorder} decides; where that is off too, none of its classes are loaded.
     *
     * @return this
     */
    public LandlineServerBuilder flightRecorder() {
        this.flightRecorder = true;
        return this;
    }

    /**
     * Starts the server. It listens when this returns.
     *
     * @return the server; whoever got it closes it
     * @throws IllegalArgumentException where two handlers have one name
     * @throws IOException where an address cannot be bound, the host key cannot be read or made, or
     *     the configuration has mistakes or names accounts that this process cannot serve; nothing
     *     is left open then
     */
    public LandlineServer start() throws IOException {
        Accounts accounts = Accounts.open();
        LocalAccount account = accounts.current();
        ConfigSource from = source(account);
        ConfigReading reading = from.read();
        ServerConfig settings = reading.config();
        AccountRules rules = new AccountRules(account, accounts, settings, events);
        Authorizer gate = authorizer != null ? authorizer : rules.gate(Clock.systemUTC());
        IdentityKey key = hostKey != null ? hostKey : loadOrMake(settings.hostKey());
        GracePeriods grace = RunningConfig.grace(settings);
        CommandAccounts commands = rules.commands();
        ServerWatch watch = new ServerWatch(recorder(settings), System::nanoTime);
        ServerListener watched = new EventWatch(watch, events);
        ProcessLauncher launcher = ProcessLauncher.open(grace);
        Sessions sessions =
                new Sessions(
                        launcher,
                        commands,
                        environment,
                        grace,
                        settings.outputDrain(),
                        settings.sessions(),
                        new LeftBehind(
                                ProcessMarks.open(),
                                key.fingerprint().text(),
                                ProcessStamp.current()),
                        watched,
                        Clock.systemUTC());
        FileServices files = new FileServices(commands, settings.accounts().umask(), events);
        HandlerTable table = HandlersAtStart.table(handlers);
        AtomicReference<HandlerSettings> calls = new AtomicReference<>(settings.handlers());
        Optional<HandlerDirectory> jars =
                settings.handlers()
                        .directory()
                        .map(directory -> new HandlerDirectory(directory, table, events));
        LandlineServer server =
                new LandlineServer(
                        settings,
                        key.fingerprint(),
                        launcher,
                        sessions,
                        files,
                        new CallServices(table, () -> calls.get().timeout(), watched),
                        table,
                        jars,
                        new InfoService(page(account, watch), watch::samples),
                        watch,
                        events,
                        trace);
        Admission admission =
                new Admission(
                        tls(key),
                        gate,
                        accounts,
                        settings.startups(),
                        new SplittableRandom(),
                        settings.limits().handshake(),
                        events,
                        watch,
                        server::enter);
        RunningConfig running =
                new RunningConfig(
                        settings,
                        gate,
                        admission,
                        commands,
                        sessions,
                        files,
                        changed ->
                                authorizer != null
                                        ? authorizer
                                        : rules.gate(Clock.systemUTC(), changed));
        server.settings(
                new LiveSettings(
                        from,
                        reading,
                        events,
                        changed -> {
                            running.become(changed);
                            watch.recorder(recorder(changed));
                            calls.set(changed.handlers());
                            server.become(changed);
                        }));
        jars.ifPresent(HandlerDirectory::start);
        server.listening(open(settings, admission, server), admission);
        if (jmx) {
            server.showSettings();
        }
        if (key.source().isPresent()) {
            sessions.settleOrphans();
        } // else the key was made for this run, and no earlier one can have had it
        return server;
    }

    /** The classes of the flight recorder are loaded only where it is told of something. */
    private Recorder recorder(ServerConfig settings) {
        return flightRecorder || settings.metrics().flightRecorder()
                ? new FlightRecorder()
                : Recorder.NONE;
    }

    private static InfoPage page(LocalAccount account, ServerWatch watch) {
        return new InfoPage(
                LandlineServer.SOFTWARE,
                UUID.randomUUID().toString(),
                account.name(),
                Clock.systemUTC(),
                watch::uptime);
    }

    private ConfigSource source(LocalAccount account) {
        if (source != null) {
            return overridden(source);
        }
        ServerFiles files = ServerFiles.of(environment, Path.of(account.home()));
        ServerConfig base = config != null ? config : ServerConfig.defaults(files);
        return ConfigSource.fixed(
                new ServerConfig(
                        listen.isEmpty() ? base.listen() : listen,
                        base.backlog(),
                        base.hostKey(),
                        base.authorizedKeys(),
                        limits != null ? limits : base.limits(),
                        base.startups(),
                        base.maxConnections(),
                        base.access(),
                        base.accounts(),
                        base.stopGrace(),
                        base.hangupGrace(),
                        base.terminateGrace(),
                        base.outputDrain(),
                        base.sessions(),
                        base.handlers(),
                        base.metrics()),
                files);
    }

    private ConfigSource overridden(ConfigSource file) {
        ConfigSource over = listen.isEmpty() ? file : file.listen(listen);
        return limits == null ? over : over.limits(limits);
    }

    private IdentityKey loadOrMake(Path file) throws IOException {
        if (!Files.exists(file)) {
            var made = PrivateKeyFile.createIfAbsent(file, "landline host key");
            if (made.isPresent()) {
                events.on(new ServerEvent.Warning("made a host key: " + file));
                return made.get();
            }
        }
        return PrivateKeyFile.load(file, PassphraseSource.none());
    }

    /** Any key may shake hands; the gate behind the handshake decides about it. */
    private static Tls tls(IdentityKey key) throws IOException {
        PeerKeyCheck anyKey = clientKey -> {};
        return new Tls(
                new TlsIdentity(key.keyPair().getPrivate(), Certificates.selfSigned(key.keyPair())),
                anyKey,
                new SecureRandom(),
                Framing.ALPN);
    }

    private List<Listener<ListenAddress>> open(
            ServerConfig settings, Admission admission, LandlineServer server) throws IOException {
        List<Listener<ListenAddress>> opened = new ArrayList<>();
        try {
            if (settings.metrics().listen().isPresent()) {
                server.scraped(settings.metrics().listen().get());
            }
            for (ListenAddress address : settings.listen()) {
                opened.add(admission.listen(address, settings.backlog()));
            }
            return opened;
        } catch (IOException e) {
            opened.forEach(Listener::close);
            server.close();
            throw e;
        }
    }
}
