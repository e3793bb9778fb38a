package dev.landline.server.call;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Printable;
import dev.landline.engine.IncomingStream;
import dev.landline.engine.ServerChannel;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.server.auth.Grant;
import dev.landline.server.config.DurationText;
import dev.landline.server.config.NearNames;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.handler.HandlerDescription.Input;
import dev.landline.server.work.ChannelWork;
import dev.landline.server.work.ChannelWork.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calls handlers and lists them. Each call has a platform thread of its own. Safe for use by many
 * threads.
 */
public final class CallServices {

    /** The service that calls a handler. */
    public static final String CALL = "call";

    /** The service that lists handlers. */
    public static final String HANDLERS = "handlers";

    private static final String STDIN = "stdin";
    private static final String STDOUT = "stdout";
    private static final int LONGEST_NAME = 256;
    private static final int FEW_NAMES = 8;

    /** How long a handler may go on that was interrupted, until its caller is told. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final HandlerTable table;
    private final Supplier<Duration> timeout;
    private final ServerListener events;

    /**
     * Makes the services.
     *
     * @param table which handlers there are; not closed here
     * @param timeout asked at each call how long it may take; zero for as long as it likes
     * @param events told about calls
     */
    public CallServices(HandlerTable table, Supplier<Duration> timeout, ServerListener events) {
        this.table = table;
        this.timeout = timeout;
        this.events = events;
    }

    /**
     * The names of the services.
     *
     * @return {@code call} and {@code handlers}
     */
    public static Set<String> services() {
        return Set.of(CALL, HANDLERS);
    }

    /**
     * Serves one channel to its end.
     *
     * @param connection the connection's name
     * @param grant what the identity may do
     * @param channel the channel
     * @param service one of {@link #services}
     * @param json the request
     * @throws IOException where the request is refused, the handler fails, or the connection is
     *     gone
     * @throws InterruptedException if the thread is interrupted
     */
    public void serve(
            String connection, Grant grant, ServerChannel channel, String service, JsonObject json)
            throws IOException, InterruptedException {
        if (channel.openId().isPresent()) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST,
                    service + ": expected no id: a call ends with its channel, and is not resumed");
        }
        if (service.equals(HANDLERS)) {
            list(grant, channel);
            return;
        }
        try {
            call(connection, grant, channel, CallRequest.fromJson(json));
        } catch (JsonException e) {
            throw new ChannelException(ErrorCode.BAD_REQUEST, "call: " + e.getMessage(), null, e);
        }
    }

    private void list(Grant grant, ServerChannel channel) throws IOException {
        if (grant.calls().isNothing()) {
            throw notPermitted(grant.identity() + " may not call any handler");
        }
        channel.accept(List.of(), List.of(STDOUT));
        HandlerLines.write(callable(grant), channel.outgoing(STDOUT));
    }

    private List<HandlerTable.Listed> callable(Grant grant) {
        return table.list().stream()
                .filter(listed -> grant.mayCall(listed.description().name()))
                .toList();
    }

    private void call(String connection, Grant grant, ServerChannel channel, CallRequest request)
            throws IOException, InterruptedException {
        String name = request.handler();
        if (!grant.mayCall(name)) {
            throw notPermitted(
                    "%s may not call '%s'".formatted(grant.identity(), Printable.brief(name)));
        }
        HandlerTable.Lease lease =
                Optional.of(name)
                        .filter(text -> text.length() <= LONGEST_NAME)
                        .flatMap(table::find)
                        .orElseThrow(() -> unknown(grant, name));
        try (lease) {
            call(connection, grant, channel, request, lease);
        }
    }

    private static ChannelException notPermitted(String message) {
        return new ChannelException(
                ErrorCode.NOT_PERMITTED,
                message,
                "the server's configuration says who may, in [access] and [access.handlers], or"
                        + " the key's line in authorized_keys, by call=",
                null);
    }

    private ChannelException unknown(Grant grant, String name) {
        List<String> names =
                callable(grant).stream().map(listed -> listed.description().name()).toList();
        List<String> near = NearNames.near(name, names);
        String hint =
                !near.isEmpty()
                        ? "did you mean " + String.join(" or ", near) + "?"
                        : names.isEmpty()
                                ? "the server offers none that you may call"
                                : "there are "
                                        + String.join(
                                                ", ", names.stream().limit(FEW_NAMES).toList())
                                        + (names.size() > FEW_NAMES
                                                ? " and %d more".formatted(names.size() - FEW_NAMES)
                                                : "");
        return new ChannelException(
                ErrorCode.UNKNOWN_HANDLER,
                "expected the name of a handler, got '%s'".formatted(Printable.brief(name)),
                hint,
                null);
    }

    private void call(
            String connection,
            Grant grant,
            ServerChannel channel,
            CallRequest request,
            HandlerTable.Lease lease)
            throws IOException, InterruptedException {
        channel.accept(List.of(STDIN), List.of(STDOUT));
        String name = lease.description().name();
        events.on(new ServerEvent.Called(connection, channel.id(), name));
        Optional<Duration> time = time(request);
        Optional<Long> deadline = time.map(most -> System.nanoTime() + most.toNanos());
        ChannelWork work =
                new ChannelWork(
                        "landline-" + connection + "-ch" + channel.id() + "-call",
                        channel,
                        () -> handle(connection, grant, channel, request, lease, deadline));
        @Nullable Throwable failure =
                work.run(new Patience(time, () -> overdue(name, time.orElseThrow()), GRACE));
        if (failure != null) {
            boolean cut = channel.end() != null; // which explains it
            if (!cut && !HandlerFailure.isOwnWord(failure)) {
                events.on(new ServerEvent.CallFailed(connection, channel.id(), name, failure));
            }
            throw HandlerFailure.told(name, failure);
        }
    }

    private Optional<Duration> time(CallRequest request) {
        Optional<Duration> most = Optional.of(timeout.get()).filter(Duration::isPositive);
        return Stream.concat(most.stream(), request.timeout().stream()).min(Duration::compareTo);
    }

    private static ChannelException overdue(String name, Duration time) {
        return new ChannelException(
                ErrorCode.TIMED_OUT,
                "%s: expected to be done within %s, and was not"
                        .formatted(name, DurationText.shown(time)));
    }

    private static void handle(
            String connection,
            Grant grant,
            ServerChannel channel,
            CallRequest request,
            HandlerTable.Lease lease,
            Optional<Long> deadline)
            throws Exception {
        Thread.currentThread().setContextClassLoader(lease.handler().getClass().getClassLoader());
        Input kind = lease.description().input();
        IncomingStream stdin = channel.incoming(STDIN);
        boolean read = kind == Input.JSON && request.parameters().isEmpty();
        JsonValue parameters =
                read
                        ? CallParameters.read(stdin)
                        : request.parameters().orElse(CallParameters.NONE);
        if (kind != Input.RAW) {
            stdin.close(); // what comes is dropped
        }
        lease.handler()
                .handle(
                        new RunningCall(
                                lease.description(),
                                grant.identity(),
                                connection,
                                channel,
                                parameters,
                                kind == Input.RAW ? stdin : InputStream.nullInputStream(),
                                channel.outgoing(STDOUT),
                                deadline));
        channel.outgoing(STDOUT).close();
    }
}
