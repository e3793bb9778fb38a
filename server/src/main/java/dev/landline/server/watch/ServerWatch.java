package dev.landline.server.watch;

import dev.landline.ErrorCode;
import dev.landline.engine.FrameListener;
import dev.landline.info.Sample;
import dev.landline.server.metric.Family;
import dev.landline.server.metric.Histogram;
import dev.landline.server.metric.LabelCounts;
import dev.landline.server.metric.ProcessMetrics;
import dev.landline.wire.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What a server counts, from its start on. The parts of the server tell it what happens; whoever
 * wants to know asks for {@link #families}. Safe for use by many threads.
 */
public final class ServerWatch {

    private static final double NANOS = 1e9;

    /** More values of a label than there are of services and codes. */
    private static final int MOST_WORDS = 100;

    /** Handlers come and go with their jars. */
    private static final int MOST_HANDLERS = 200;

    private static final List<Double> HANDSHAKES =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);
    private static final List<Double> WAITS =
            List.of(0.0001, 0.001, 0.005, 0.02, 0.1, 0.5, 1.0, 5.0, 30.0, 300.0);

    private final LongSupplier nanoTime;
    private volatile Recorder recorder;
    private final long started;
    private final Flows received = new Flows();
    private final Flows sent = new Flows();
    private final LongAdder opened = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder channelsEnded = new LongAdder();
    private final LongAdder sessions = new LongAdder();
    private final LongAdder sessionsEnded = new LongAdder();
    private final LongAdder standing = new LongAdder();
    private final LabelCounts refused =
            new LabelCounts(
                    "landline_connections_refused_total",
                    "Connections that were closed before they were authorised and greeted.",
                    "code",
                    MOST_WORDS);
    private final LabelCounts ended =
            new LabelCounts(
                    "landline_connections_ended_total",
                    "Authorised connections that have ended; bye: the client said goodbye.",
                    "code",
                    MOST_WORDS);
    private final LabelCounts errors =
            new LabelCounts(
                    "landline_errors_total",
                    "Errors of channels and connections that the server has told clients of.",
                    "code",
                    MOST_WORDS);
    private final LabelCounts channels =
            new LabelCounts(
                    "landline_channels_total",
                    "Channels that clients have opened.",
                    "service",
                    MOST_WORDS);
    private final LabelCounts calls =
            new LabelCounts("landline_calls_total", "Calls of handlers.", "handler", MOST_HANDLERS);
    private final Histogram handshakes =
            new Histogram(
                    "landline_handshake_seconds",
                    "Time from accepting a connection until it was authorised and greeted.",
                    HANDSHAKES);
    private final Histogram waits =
            new Histogram(
                    "landline_window_wait_seconds",
                    "Time that streams to clients stood still because a client granted nothing.",
                    WAITS);

    /**
     * Begins to count.
     *
     * @param recorder records single things besides
     * @param nanoTime a clock for times between two moments
     */
    public ServerWatch(Recorder recorder, LongSupplier nanoTime) {
        this.recorder = recorder;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    /**
     * Has another record what begins from now on.
     *
     * @param other records single things
     */
    public void recorder(Recorder other) {
        this.recorder = other;
    }

    /** Setting up one connection. */
    public interface Handshake {
        /** It is open. */
        void passed();

        /**
         * It was closed instead.
         *
         * @param code why
         */
        void refused(ErrorCode code);
    }

    /**
     * A connection was accepted.
     *
     * @param connection its name
     * @param remote where it comes from
     * @return told how that goes on, once
     */
    public Handshake handshake(String connection, String remote) {
        long began = nanoTime.getAsLong();
        Recorder.Handshake record = recorder.handshake(connection, remote);
        return new Handshake() {
            @Override
            public void passed() {
                handshakes.add(nanoTime.getAsLong() - began);
                record.end("ok");
            }

            @Override
            public void refused(ErrorCode code) {
                refused.add(code.wire());
                record.end(code.wire());
            }
        };
    }

    /** A connection was closed unheard. */
    public void dropped() {
        dropped.increment();
    }

    /**
     * A connection is authorised, and is about to be greeted.
     *
     * @param connection its name
     * @param remote where it comes from
     * @param identity who it is
     * @param trace sees every frame too
     * @return sees every frame
     */
    public ConnectionWatch connection(
            String connection, String remote, String identity, FrameListener trace) {
        return new ConnectionWatch(
                this, connection, trace, recorder.connection(connection, remote, identity));
    }

    /**
     * A channel begins to be served.
     *
     * @param connection its connection
     * @param channel its number
     * @param service one of the services there are, or {@code unknown}
     * @return told once, {@code ok} or the word of an error code
     */
    public Recorder.Channel channel(String connection, int channel, String service) {
        channels.add(service);
        Recorder.Channel record = recorder.channel(connection, channel, service);
        return result -> {
            channelsEnded.increment();
            record.end(result);
        };
    }

    Flows received() {
        return received;
    }

    Flows sent() {
        return sent;
    }

    Recorder recorder() {
        return recorder;
    }

    void opened() {
        opened.increment();
    }

    void closed(String cause) {
        ended.add(cause);
    }

    void told(String connection, Frame.Error error) {
        ErrorCode code = ErrorCode.ofWire(error.code()).orElse(ErrorCode.INTERNAL);
        errors.add(code.wire());
        recorder.error(connection, error.ch(), code, error.message());
    }

    Runnable standsStill(String connection, int channel, String stream) {
        long began = nanoTime.getAsLong();
        Runnable record = recorder.windowWait(connection, channel, stream);
        standing.increment();
        return () -> {
            standing.decrement();
            waits.add(nanoTime.getAsLong() - began);
            record.run();
        };
    }

    void sessionStarted() {
        sessions.increment();
    }

    void sessionEnded() {
        sessionsEnded.increment();
    }

    void called(String handler) {
        calls.add(handler);
    }

    /**
     * For how long the server has been counting.
     *
     * @return the time since it was made
     */
    public Duration uptime() {
        return Duration.ofNanos(nanoTime.getAsLong() - started);
    }

    /**
     * What was counted so far, and what is to be said of the process. What has ended is counted
     * before what has begun, so that nothing seems to have ended that never began.
     *
     * @return the families in the order of the table in {@code docs/operations.md}
     */
    public List<Family> families() {
        Family endings = ended.family();
        long connectionsEnded = ended.sum();
        long channelsDone = channelsEnded.sum();
        long sessionsDone = sessionsEnded.sum();
        List<Family> all = new ArrayList<>();
        all.add(
                Family.gauge(
                        "landline_uptime_seconds",
                        "Time since the server was started.",
                        (double) uptime().toNanos() / NANOS));
        all.add(
                Family.gauge(
                        "landline_connections_open",
                        "Authorised connections that are open.",
                        Math.max(0, opened.sum() - connectionsEnded)));
        all.add(
                Family.counter(
                        "landline_connections_total",
                        "Connections that were authorised and greeted.",
                        opened.sum()));
        all.add(endings);
        all.add(refused.family());
        all.add(
                Family.counter(
                        "landline_connections_dropped_total",
                        "Connections that were closed unheard: too many were being set up.",
                        dropped.sum()));
        all.add(handshakes.family());
        all.add(
                Family.gauge(
                        "landline_channels_open",
                        "Channels that are being served.",
                        Math.max(0, channels.sum() - channelsDone)));
        all.add(channels.family());
        all.add(
                Family.gauge(
                        "landline_sessions_open",
                        "Commands that run.",
                        Math.max(0, sessions.sum() - sessionsDone)));
        all.add(
                Family.counter(
                        "landline_sessions_total", "Commands that were started.", sessions.sum()));
        all.add(calls.family());
        all.addAll(Flows.families(received, sent));
        all.add(
                Family.gauge(
                        "landline_window_waiting",
                        "Streams to clients that stand still now.",
                        Math.max(0, standing.sum())));
        all.add(waits.family());
        all.add(errors.family());
        all.addAll(ProcessMetrics.now());
        return all;
    }

    /**
     * The same as single numbers.
     *
     * @return all samples of all families
     */
    public List<Sample> samples() {
        return families().stream().flatMap(family -> family.samples().stream()).toList();
    }
}
