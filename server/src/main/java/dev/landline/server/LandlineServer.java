package dev.landline.server;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.engine.ChannelHandler;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.identity.Fingerprint;
import dev.landline.info.Sample;
import dev.landline.link.Link;
import dev.landline.server.auth.Grant;
import dev.landline.server.call.CallServices;
import dev.landline.server.call.HandlerTable;
import dev.landline.server.config.ListenAddress;
import dev.landline.server.config.LoopbackAddress;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.file.FileServices;
import dev.landline.server.handler.jar.HandlerDirectory;
import dev.landline.server.info.InfoPage;
import dev.landline.server.info.InfoService;
import dev.landline.server.listen.Admission;
import dev.landline.server.listen.Listener;
import dev.landline.server.metric.PrometheusText;
import dev.landline.server.os.ProcessLauncher;
import dev.landline.server.probe.ProbeService;
import dev.landline.server.scrape.ScrapeAddress;
import dev.landline.server.session.Sessions;
import dev.landline.server.setting.LiveSettings;
import dev.landline.server.setting.SettingsRegistration;
import dev.landline.server.watch.ConnectionWatch;
import dev.landline.server.watch.ServerWatch;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A running server. {@link #close} stops it: no new connections, commands get a grace time to end
 * by themselves, then their process groups are ended, then connections are told and closed.
 */
public final class LandlineServer implements AutoCloseable {

    private static final String STOPPING = "the server is stopping";
    static final String SOFTWARE = "landline-java/0.1";

    private final Fingerprint fingerprint;
    private final ProcessLauncher launcher;
    private final Services services;
    private final HandlerTable handlers;
    private final Optional<HandlerDirectory> jars;
    private final String instance;
    private final ServerWatch watch;
    private final ServerListener events;
    private final Function<String, FrameListener> trace;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile List<Listener<ListenAddress>> listeners = List.of();
    private volatile @Nullable Admission admission;
    private volatile @Nullable LiveSettings settings;
    private volatile @Nullable ScrapeAddress scrapes;
    private volatile ServerConfig config;
    private volatile @Nullable Thread registering;
    private volatile @Nullable SettingsRegistration registration;

    LandlineServer(
            ServerConfig config,
            Fingerprint fingerprint,
            ProcessLauncher launcher,
            Sessions sessions,
            FileServices files,
            CallServices calls,
            HandlerTable handlers,
            Optional<HandlerDirectory> jars,
            InfoService info,
            ServerWatch watch,
            ServerListener events,
            Function<String, FrameListener> trace) {
        this.config = config;
        this.fingerprint = fingerprint;
        this.launcher = launcher;
        this.services =
                new Services(
                        sessions, files, calls, info, new ProbeService(), this::settings, watch);
        this.handlers = handlers;
        this.jars = jars;
        this.instance = info.page().instance();
        this.watch = watch;
        this.events = events;
        this.trace = trace;
    }

    /**
     * Begins to make a server.
     *
     * @return a builder with the defaults of {@link ServerConfig}
     */
    public static LandlineServerBuilder builder() {
        return new LandlineServerBuilder();
    }

    /** To be called before the first connection comes. */
    void settings(LiveSettings live) {
        settings = live;
    }

    /** Another configuration holds from now on. */
    void become(ServerConfig other) {
        config = other;
    }

    /**
     * The settings of the server, which can be looked at and changed while it runs.
     *
     * @return always the same object
     */
    public LiveSettings settings() {
        LiveSettings live = settings;
        if (live == null) {
            throw new IllegalStateException("expected a server that was started");
        }
        return live;
    }

    /** On a thread of its own: it takes longer than all else that starting a server does. */
    void showSettings() {
        String name = addresses().getFirst().toString();
        registering =
                Thread.ofVirtual()
                        .name("landline-jmx")
                        .start(() -> {
                            try {
                                registration = SettingsRegistration.of(settings(), name);
                            } catch (IOException e) {
                                events.on(new ServerEvent.Warning(String.valueOf(e.getMessage())));
                            }
                        });
    }

    private void hideSettings() {
        Thread thread = registering;
        if (thread == null) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        SettingsRegistration shown = registration;
        if (shown != null) {
            shown.close();
        }
    }

    void listening(List<Listener<ListenAddress>> opened, Admission through) {
        admission = through;
        listeners = List.copyOf(opened);
        opened.forEach(
                listener -> events.on(new ServerEvent.Listening(listener.address().toString())));
    }

    /**
     * Where the server listens.
     *
     * @return the addresses in the order of the configuration, with real ports
     */
    public List<ListenAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /**
     * The fingerprint of the host key, which people compare at first contact.
     *
     * @return as {@code ssh-keygen -lf} prints it
     */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /**
     * How many authorised connections are open.
     *
     * @return 0 or more
     */
    public int openConnections() {
        return connections.size();
    }

    /**
     * What the server has counted since it was started; {@code docs/operations.md} has a table.
     *
     * @return all numbers as they are now
     */
    public List<Sample> counters() {
        return watch.samples();
    }

    /**
     * The same as Prometheus reads it, for programs that have an HTTP server of their own.
     *
     * @return text of version 0.0.4
     */
    public String prometheus() {
        return PrometheusText.of(watch.families());
    }

    /**
     * Where Prometheus may ask by HTTP.
     *
     * @return address and real port; empty where {@code metrics.listen} is not set
     */
    public Optional<InetSocketAddress> metricsAddress() {
        ScrapeAddress open = scrapes;
        return open == null ? Optional.empty() : Optional.of(open.address());
    }

    /** To be called before the server listens. */
    void scraped(LoopbackAddress address) throws IOException {
        scrapes = ScrapeAddress.open(address, watch::families);
    }

    /** Takes an authorised link. Called on the thread that set it up. */
    void enter(String name, Link link, Grant grant) throws IOException {
        if (closing.get() || connections.size() >= config.maxConnections()) {
            throw turnAway(link);
        }
        InfoPage.Seat seat = new InfoPage.Seat(link, config.limits(), grant, Services.of(grant));
        ConnectionWatch watched =
                watch.connection(name, link.remote(), grant.identity().who(), trace.apply(name));
        Connection connection = greet(name, seat, watched);
        connections.put(name, connection);
        watched.opened();
        events.on(new ServerEvent.Opened(name, link.remote(), grant.identity().toString()));
        var _ = connection.closed().thenAccept(cause -> left(name, watched, cause));
        if (closing.get()) {
            connection.shutDown(STOPPING);
        }
    }

    private Connection greet(String name, InfoPage.Seat seat, ConnectionWatch watched)
            throws IOException {
        ChannelHandler handler =
                (channel, service, request) ->
                        services.serve(name, seat, channel, service, request);
        Connection.Settings settings =
                new Connection.Settings(
                        name,
                        SOFTWARE,
                        seat.limits(),
                        Services.features(seat.services()),
                        Optional.of(instance),
                        watched,
                        Thread::ofVirtual);
        boolean greeted = false;
        try {
            Connection connection =
                    Connection.accept(watched.counted(seat.link()), settings, handler);
            greeted = true;
            return connection;
        } finally {
            if (!greeted) {
                watched.failed();
            }
        }
    }

    private ConnectionException turnAway(Link link) throws IOException {
        String message =
                closing.get()
                        ? STOPPING
                        : "the server has " + config.maxConnections() + " connections already";
        Frame refusal =
                new Frame.Error(
                        OptionalInt.empty(),
                        ErrorCode.SHUTTING_DOWN.wire(),
                        message,
                        Optional.of("try again later"));
        new FrameEncoder().write(refusal, link.output());
        link.finish();
        return new ConnectionException(ErrorCode.SHUTTING_DOWN, message);
    }

    private void left(String name, ConnectionWatch watched, ConnectionException cause) {
        connections.remove(name);
        watched.closed(cause.code());
        events.on(new ServerEvent.Closed(name, cause.code(), String.valueOf(cause.getMessage())));
    }

    /** Waits until the server has been closed. */
    public void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops the server. Takes the grace times of the configuration at most; a second call waits for
     * the first.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            awaitClosed();
            return;
        }
        try {
            listeners.forEach(Listener::close);
            Admission entrance = admission;
            if (entrance != null) {
                entrance.close();
            }
            services.sessions().stop(config.stopGrace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The launcher ends what is left, at once.
        } finally {
            closeConnections();
            ScrapeAddress scraped = scrapes;
            if (scraped != null) {
                scraped.close();
            }
            hideSettings();
            jars.ifPresent(HandlerDirectory::close);
            handlers.close();
            launcher.close();
            closed.countDown();
        }
    }

    private void closeConnections() {
        List<Thread> closers = new ArrayList<>();
        connections.forEach((name, connection) ->
                closers.add(
                        Thread.ofVirtual()
                                .name("landline-" + name + "-stop")
                                .start(() -> connection.shutDown(STOPPING))));
        for (Thread closer : closers) {
            try {
                closer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
