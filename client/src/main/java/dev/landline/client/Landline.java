package dev.landline.client;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.Target;
import dev.landline.client.call.Calls;
import dev.landline.client.call.HandlerCall;
import dev.landline.client.call.HandlerEntry;
import dev.landline.client.call.Handlers;
import dev.landline.engine.Opening;
import dev.landline.exec.ExecRequest.Command;
import dev.landline.exec.Job;
import dev.landline.info.Sample;
import dev.landline.info.ServerInfo;
import dev.landline.transfer.Listing;
import dev.landline.transfer.PutRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A connection to a server. Any number of commands may run on it at once, started from any threads.
 * When it ends, everything that waits on it gets a {@link ConnectionException} with the same cause.
 *
 * <p>Where it breaks while commands run that are to be kept or to run by themselves ({@link
 * Exec#onDisconnect}), it is made anew, and they go on at the byte where they were. Other commands
 * are lost with the connection on which they were started.
 */
public final class Landline implements AutoCloseable {

    private final Line line;
    private final Calls calls;
    private final String name;
    private final Optional<String> user;

    Landline(String name, Line line, Optional<String> user) {
        this.name = name;
        this.line = line;
        this.calls = new Calls(line::open);
        this.user = user;
    }

    /**
     * Connects with the user's own key and known hosts; a host that is not known is refused.
     *
     * @param target {@code [user@]host[:port]} or {@code unix:PATH}
     * @return the connection, authorised and ready
     * @throws ConnectionException where the server cannot be reached, is not the one that is known,
     *     or refuses; its code says which
     * @throws IOException where the key cannot be read
     * @throws IllegalArgumentException where the target is not one
     */
    public static Landline connect(String target) throws IOException {
        return to(target).connect();
    }

    /**
     * The same with choices.
     *
     * @param target {@code [user@]host[:port]} or {@code unix:PATH}
     * @return what the choices are made on
     * @throws IllegalArgumentException where the target is not one
     */
    public static LandlineBuilder to(String target) {
        return to(Target.parse(target));
    }

    /**
     * The same with choices.
     *
     * @param target where the server is
     * @return what the choices are made on
     */
    public static LandlineBuilder to(Target target) {
        return new LandlineBuilder(target);
    }

    /**
     * A program and its arguments, to be run as they are, without a shell.
     *
     * @param argv the program, then its arguments
     * @return the command, not started yet
     * @throws IllegalArgumentException where there is no program, or a NUL in a word
     */
    public Exec exec(String... argv) {
        return exec(List.of(argv));
    }

    /**
     * The same from a list.
     *
     * @param argv the program, then its arguments
     * @return the command, not started yet
     * @throws IllegalArgumentException where there is no program, or a NUL in a word
     */
    public Exec exec(List<String> argv) {
        return new Exec(line, new Command.Argv(argv), user);
    }

    /**
     * One string for the login shell of the remote account.
     *
     * @param command what would stand behind {@code sh -c}; never build it from foreign text
     * @return the command, not started yet
     * @throws IllegalArgumentException where there is a NUL in it
     */
    public Exec shell(String command) {
        return new Exec(line, new Command.Shell(command), user);
    }

    /**
     * The login shell of the remote account, as for a person; give it a terminal with {@link
     * Exec#terminal}.
     *
     * @return the shell, not started yet
     */
    public Exec loginShell() {
        return new Exec(line, new Command.Login(), user);
    }

    /**
     * The sessions of this identity on the server.
     *
     * @return those that run and those whose result is still kept, the oldest first
     * @throws IOException where the server refuses, or the connection is gone
     */
    public List<Job> jobs() throws IOException {
        return new JobRequests(line).list();
    }

    /**
     * Joins a session, to see what is kept of its output, then what comes, and to type into it.
     *
     * @param session its id, the beginning of one that is unique, or its name
     * @return the choices
     */
    public Attach attach(String session) {
        return new Attach(line, session);
    }

    /**
     * What is kept of a session's output.
     *
     * @param session its id, the beginning of one that is unique, or its name
     * @param follow whether to go on until the session ends
     * @return the output; the caller closes it
     * @throws IOException where the server refuses, or the connection is gone
     */
    public SessionLogs logs(String session, boolean follow) throws IOException {
        return SessionLogs.open(line, session, follow);
    }

    /**
     * Sends a signal to a session's process group.
     *
     * @param session its id, the beginning of one that is unique, or its name
     * @param signal the signal's name without {@code SIG}
     * @throws IOException where the server refuses, or the connection is gone
     */
    public void signal(String session, String signal) throws IOException {
        new JobRequests(line).signal(session, signal);
    }

    /**
     * Lets a session run by itself from now on: whoever is joined leaves it, and its output goes to
     * the server's disk.
     *
     * @param session its id, the beginning of one that is unique, or its name
     * @throws IOException where the server refuses, or the connection is gone
     */
    public void detach(String session) throws IOException {
        new JobRequests(line).detach(session);
    }

    /**
     * The settings of the server, for whoever may see or change them.
     *
     * @return what they are asked for and changed on; nothing has been asked yet
     */
    public ServerSettings settings() {
        return new ServerSettings(line);
    }

    /**
     * What the server tells about itself, this connection, and what this identity may do. {@code
     * docs/operations.md} says more.
     *
     * @return the answer of this moment; its {@code now} lies between the call and the return
     * @throws ChannelException where the server refuses: with {@code unknown_service} where it is
     *     too old to tell
     * @throws IOException where the answer cannot be read, or the connection is gone
     */
    public ServerInfo info() throws IOException {
        return new InfoQuestions(line).server();
    }

    /**
     * What the server has counted, for whoever may see it. {@code docs/operations.md} has a table.
     *
     * @return all numbers of this moment, in the server's order
     * @throws ChannelException where the server refuses; {@link ServerInfo#rights} says beforehand
     *     whether it does
     * @throws IOException where the answer cannot be read, or the connection is gone
     */
    public List<Sample> counters() throws IOException {
        return new InfoQuestions(line).counters();
    }

    /**
     * A copy of files from this machine to the server.
     *
     * @param sources what to copy, one thing or more
     * @param destination a path at the server, relative to the home of the remote account; a
     *     directory that is there is copied into
     * @return the copy, not begun yet
     * @throws IllegalArgumentException where the destination is no path
     */
    public FileCopy put(List<Path> sources, String destination) {
        return new FileCopy(new PutRoute(name, line, user, List.copyOf(sources), destination));
    }

    /**
     * A copy of a stream of bytes, such as standard input, to a file at the server.
     *
     * @param source read to its end; not closed
     * @param destination the file's path, relative to the home of the remote account
     * @return the copy, not begun yet
     * @throws IllegalArgumentException where the destination is no path
     */
    public FileCopy put(InputStream source, String destination) {
        return new FileCopy(new PutStreamRoute(name, line, user, source, destination));
    }

    /**
     * A copy of files from the server to this machine.
     *
     * @param sources paths at the server, relative to the home of the remote account; patterns of
     *     {@code *}, {@code ?} and {@code [a-z]} stand for what they match there
     * @param destination a directory that is there is copied into
     * @return the copy, not begun yet
     * @throws IllegalArgumentException where a source is no path
     */
    public FileCopy get(List<String> sources, Path destination) {
        return new FileCopy(new GetRoute(name, line, user, List.copyOf(sources), destination));
    }

    /**
     * A copy of one file from the server to a stream of bytes, such as standard output.
     *
     * @param source the file's path, relative to the home of the remote account
     * @param destination not closed
     * @return the copy, not begun yet
     * @throws IllegalArgumentException where the source is no path
     */
    public FileCopy get(String source, OutputStream destination) {
        return new FileCopy(new GetStreamRoute(name, line, user, source, destination));
    }

    /**
     * A copy of files from one server to another, through this process.
     *
     * @param from the server that has the files
     * @param sources paths there
     * @param to the server that gets them
     * @param destination a path there
     * @return the copy, not begun yet
     * @throws IllegalArgumentException where something is no path
     */
    public static FileCopy between(
            Landline from, List<String> sources, Landline to, String destination) {
        return new FileCopy(
                new BetweenRoute(
                        from.name,
                        from.line,
                        from.user,
                        List.copyOf(sources),
                        to.line,
                        to.user,
                        destination));
    }

    /**
     * What there is at the server.
     *
     * @param paths paths there, relative to the home of the remote account; patterns of {@code *},
     *     {@code ?} and {@code [a-z]} stand for what they match
     * @param recursive whether what is in directories is named too; otherwise a directory itself is
     *     a problem
     * @return names, kinds, sizes and times, all held in memory
     * @throws ChannelException where the server refuses
     * @throws IOException where the connection is gone
     * @throws InterruptedException if the thread is interrupted
     */
    public Listing list(List<String> paths, boolean recursive)
            throws IOException, InterruptedException {
        Opening opening = GetRoute.listing(paths, recursive, user);
        try (Attempts attempts = new Attempts(line)) {
            AtomicReference<Listing> listing = new AtomicReference<>();
            attempts.repeat(
                    () -> opening,
                    channel -> listing.set(Listing.read(channel.incoming(PutRequest.FILE))));
            return listing.get();
        }
    }

    /**
     * A call of one of the server's handlers.
     *
     * @param handler the handler's name
     * @return the call, not made yet
     */
    public HandlerCall call(String handler) {
        return calls.call(handler);
    }

    /**
     * The handlers that this identity may call.
     *
     * @return them with their descriptions, sorted by name
     * @throws ChannelException where the server refuses
     * @throws IOException where the connection is gone
     */
    public List<HandlerEntry> handlers() throws IOException {
        return calls.list();
    }

    /**
     * Handlers as an interface: each of its methods is a call. {@link Handlers} says how. Many
     * threads may use it, as long as the connection is there.
     *
     * @param type the interface
     * @param <T> the interface
     * @return an object that implements it
     * @throws IllegalArgumentException where it cannot be mapped; the message names the method and
     *     what to do
     */
    public <T> T handlers(Class<T> type) {
        return handlers(type, Duration.ZERO);
    }

    /**
     * The same, where the server ends each call after a time.
     *
     * @param type the interface
     * @param timeout 1 ms to 2^31 − 1 ms; zero for the server's own limit alone
     * @param <T> the interface
     * @return an object that implements it
     * @throws IllegalArgumentException where it cannot be mapped; the message names the method and
     *     what to do
     */
    public <T> T handlers(Class<T> type, Duration timeout) {
        return calls.typed(type, timeout);
    }

    /**
     * Completes with the cause when the connection has ended, by whichever side and in whatever
     * way, and is not made anew.
     *
     * @return always the same future; it never completes exceptionally
     */
    public CompletableFuture<ConnectionException> closed() {
        return line.closed();
    }

    /**
     * How many commands run on the connection.
     *
     * @return 0 or more
     */
    public int running() {
        return line.connection().openChannels();
    }

    /**
     * Says goodbye and closes. Commands that still run are ended by the server, unless they are to
     * be kept or to run by themselves ({@link Exec#onDisconnect}). Returns within three seconds,
     * whatever the other side does; a second call does nothing.
     */
    @Override
    public void close() {
        line.close();
    }

    @Override
    public String toString() {
        return "Landline[" + line + "]";
    }
}
