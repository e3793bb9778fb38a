package dev.landline.client.fleet;

import dev.landline.client.Exec;
import dev.landline.client.ExecResult;
import dev.landline.client.FileCopy;
import dev.landline.client.LandlineBuilder;
import dev.landline.client.TransferResult;
import dev.landline.client.call.HandlerCall;
import dev.landline.client.hosts.Host;
import dev.landline.json.JsonValue;
import dev.landline.transfer.SharedBlocks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Many hosts, and how to go over them. Each method changes it and returns it; for one thread at a
 * time. What is run is run by {@link #run} and its kin, which return at once; the results come as
 * hosts are done.
 *
 * <pre>{@code
 * try (FleetRun<ExecResult> run =
 *         Fleet.of(inventory.select("@web,!web07")).hostTimeout(Duration.ofMinutes(1)).exec("uptime")) {
 *     run.results().forEach(result -> System.out.println(result.host().name() + ": " + result.outcome()));
 * }
 * }</pre>
 */
public final class Fleet {

    /** How many hosts are worked on at once, where nothing else is said. */
    public static final int PARALLEL = 64;

    private final List<Host> hosts;
    private Connecting connecting = HostConnections.usual();
    private int parallel = PARALLEL;
    private Optional<Share> batch = Optional.empty();
    private Duration pause = Duration.ZERO;
    private int canary;
    private Optional<Share> maxFailures = Optional.empty();
    private Optional<Duration> hostTimeout = Optional.empty();
    private Optional<Duration> totalTimeout = Optional.empty();
    private int retries;
    private FleetListener listener = FleetListener.NONE;

    /** Says how to connect to a host. */
    @FunctionalInterface
    public interface Connecting {
        /**
         * Makes the choices for one host.
         *
         * @param host which
         * @return not connected yet
         * @throws IOException where a key cannot be read: the host counts as unreachable
         */
        LandlineBuilder to(Host host) throws IOException;
    }

    private Fleet(List<Host> hosts) {
        this.hosts = List.copyOf(hosts);
    }

    /**
     * Some hosts.
     *
     * @param hosts in the order in which it begins on them
     * @return the choices
     */
    public static Fleet of(List<Host> hosts) {
        return new Fleet(hosts);
    }

    /**
     * How to connect. Default: {@link HostConnections#usual}.
     *
     * @param how called once for each attempt, by many threads at once
     * @return this
     */
    public Fleet connecting(Connecting how) {
        connecting = how;
        return this;
    }

    /**
     * On how many hosts it runs at once. Default: {@value #PARALLEL}.
     *
     * @param most 1 or more
     * @return this
     */
    public Fleet parallel(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("parallel: expected 1 or more, got " + most);
        }
        parallel = most;
        return this;
    }

    /**
     * Has it begin on so many hosts, wait until all of them are done, and go on with the next.
     * Default: all are one batch.
     *
     * @param size of a batch; less than 1 host counts as 1
     * @param between how long to wait before the next one
     * @return this
     */
    public Fleet batches(Share size, Duration between) {
        batch = Optional.of(size);
        pause = between;
        return this;
    }

    /**
     * Has it try the first ones alone. Unless all of them are ok the rest is skipped.
     *
     * @param first how many; 0, the default, for none
     * @return this
     */
    public Fleet canary(int first) {
        if (first < 0) {
            throw new IllegalArgumentException("canary: expected 0 or more, got " + first);
        }
        canary = first;
        return this;
    }

    /**
     * Has it begin nothing any more when too many hosts are not ok. Default: it goes on.
     *
     * @param most so many may be
     * @return this
     */
    public Fleet maxFailures(Share most) {
        maxFailures = Optional.of(most);
        return this;
    }

    /**
     * How long one host may take, from the first attempt to connect on. Default: as long as it
     * does.
     *
     * @param time above 0
     * @return this
     */
    public Fleet hostTimeout(Duration time) {
        hostTimeout = Optional.of(time);
        return this;
    }

    /**
     * How long all of it may take. What runs then is ended, and what has not begun is skipped.
     * Default: as long as it does.
     *
     * @param time above 0
     * @return this
     */
    public Fleet totalTimeout(Duration time) {
        totalTimeout = Optional.of(time);
        return this;
    }

    /**
     * How often to try again to connect to a host that cannot be reached, after pauses that are
     * random and grow to five seconds. What may have run is never tried again. Default: never.
     *
     * @param most 0 or more
     * @return this
     */
    public Fleet retries(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("retries: expected 0 or more, got " + most);
        }
        retries = most;
        return this;
    }

    /**
     * Who hears how it goes.
     *
     * @param hears called on threads of the run
     * @return this
     */
    public Fleet listener(FleetListener hears) {
        listener = hears;
        return this;
    }

    /**
     * Does something on each host.
     *
     * @param task called on a virtual thread for each host
     * @param <T> what a host gives
     * @return the run, which has begun; the caller closes it
     */
    public <T> FleetRun<T> run(HostTask<T> task) {
        return FleetRun.begin(
                new Plan(
                        hosts,
                        connecting,
                        parallel,
                        batch,
                        pause,
                        canary,
                        maxFailures,
                        hostTimeout,
                        totalTimeout,
                        retries,
                        listener),
                task);
    }

    /**
     * Runs a program on each host and collects what it writes.
     *
     * @param argv the program, then its arguments; no shell looks at them
     * @return the run, which has begun; the caller closes it
     */
    public FleetRun<ExecResult> exec(String... argv) {
        return exec(List.of(argv), exec -> exec);
    }

    /**
     * The same with choices.
     *
     * @param argv the program, then its arguments
     * @param choices changes each command before it is started
     * @return the run, which has begun; the caller closes it
     */
    public FleetRun<ExecResult> exec(List<String> argv, UnaryOperator<Exec> choices) {
        return run((host, landline) -> collected(choices.apply(landline.exec(argv))));
    }

    /**
     * Runs one string with the login shell of the account on each host.
     *
     * @param command never build it from foreign text
     * @return the run, which has begun; the caller closes it
     */
    public FleetRun<ExecResult> shell(String command) {
        return run((host, landline) -> collected(landline.shell(command)));
    }

    private static Outcome<ExecResult> collected(Exec exec) throws IOException {
        ExecResult result = exec.run();
        return Outcome.of(result.status(), result.reason(), result);
    }

    /**
     * Calls a handler on each host and collects what it answers.
     *
     * @param handler the handler's name
     * @param choices changes each call before it is made, such as by its parameters
     * @return the run, which has begun; the caller closes it
     */
    public FleetRun<List<JsonValue>> call(String handler, UnaryOperator<HandlerCall> choices) {
        return run((host, landline) ->
                new Outcome.Ok<>(choices.apply(landline.call(handler)).values()));
    }

    /**
     * Copies files from here to each host. They are read once for those hosts that keep together.
     *
     * @param sources what to copy
     * @param destination a path there
     * @param choices changes each copy before it begins
     * @return the run, which has begun; the caller closes it
     */
    public FleetRun<TransferResult> put(
            List<Path> sources, String destination, BiFunction<Host, FileCopy, FileCopy> choices) {
        SharedBlocks blocks = new SharedBlocks();
        return run((host, landline) ->
                copied(choices.apply(host, landline.put(sources, destination).sharing(blocks))));
    }

    /**
     * Copies what a stream gives to each host. The stream is read once, into a temporary file.
     *
     * @param source closed by whoever made it, when the run is closed
     * @param destination the file's path there
     * @param choices changes each copy before it begins
     * @return the run, which has begun; the caller closes it
     */
    public FleetRun<TransferResult> put(
            SpooledInput source, String destination, BiFunction<Host, FileCopy, FileCopy> choices) {
        return run((host, landline) -> {
            try (InputStream own = source.open()) {
                return copied(choices.apply(host, landline.put(own, destination)));
            }
        });
    }

    /**
     * Copies files from each host to here, each into a directory that is called like the host.
     *
     * @param sources paths there; patterns stand for what they match
     * @param directory where those directories are made
     * @param choices changes each copy before it begins
     * @return the run, which has begun; the caller closes it
     */
    public FleetRun<TransferResult> get(
            List<String> sources, Path directory, BiFunction<Host, FileCopy, FileCopy> choices) {
        return run((host, landline) -> {
            Path own = directory.resolve(fileName(host));
            Files.createDirectories(own);
            return copied(choices.apply(host, landline.get(sources, own)));
        });
    }

    private static Outcome<TransferResult> copied(FileCopy copy)
            throws IOException, InterruptedException {
        TransferResult result = copy.run();
        return result.isComplete()
                ? new Outcome.Ok<>(result)
                : new Outcome.Failed<>(
                        1,
                        result.failed() + (result.failed() == 1 ? " thing" : " things") + " failed",
                        Optional.of(result));
    }

    /**
     * A host's name as that of a file: a slash, a percent sign and a dot at the beginning are
     * written as a percent sign and two digits.
     *
     * @param host the host
     * @return one component of a path, which is no special one
     */
    public static String fileName(Host host) {
        String name = host.name().replace("%", "%25").replace("/", "%2F");
        return name.startsWith(".") ? "%2E" + name.substring(1) : name;
    }
}
