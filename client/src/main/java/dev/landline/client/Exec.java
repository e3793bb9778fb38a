package dev.landline.client;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.LandlineException;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Opening;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.OnDisconnect;
import dev.landline.exec.TerminalRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A command that is about to run. Each method with a choice returns the command itself; for one
 * thread at a time. It may be started more than once, and runs anew each time.
 */
public final class Exec {

    private static final long DEFAULT_MAX_OUTPUT = 64L << 20;

    private final Line line;
    private final ExecRequest.Command command;
    private final Optional<String> user;
    private final Map<String, String> env = new LinkedHashMap<>();
    private Optional<String> cwd = Optional.empty();
    private InputStream stdin = InputStream.nullInputStream();
    private long maxOutput = DEFAULT_MAX_OUTPUT;
    private Duration patience = Duration.ofSeconds(60);
    private OnDisconnect onDisconnect = OnDisconnect.kill();
    private Optional<String> session = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private Optional<TerminalRequest> terminal = Optional.empty();

    Exec(Line line, ExecRequest.Command command, Optional<String> user) {
        this.line = line;
        this.command = command;
        this.user = user;
    }

    /**
     * Sets a variable in the command's environment.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public Exec env(String name, String value) {
        env.put(name, value);
        return this;
    }

    /**
     * Sets the working directory.
     *
     * @param directory a path on the server, relative to the account's home
     * @return this
     */
    public Exec cwd(String directory) {
        cwd = Optional.of(directory);
        return this;
    }

    /**
     * What {@link #run} feeds to the command. Without it, the command's input is empty.
     *
     * @param input read until its end, or until the command reads no more; not closed
     * @return this
     */
    public Exec stdin(InputStream input) {
        stdin = input;
        return this;
    }

    /**
     * What {@link #run} feeds to the command.
     *
     * @param text sent as UTF-8
     * @return this
     */
    public Exec stdin(String text) {
        return stdin(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * How much output {@link #run} collects before it gives up.
     *
     * @param bytes for each of the two streams; 64 MiB without a choice
     * @return this
     */
    public Exec maxOutput(long bytes) {
        maxOutput = bytes;
        return this;
    }

    /**
     * How long to wait while the connection has as many commands as the server allows.
     *
     * @param time 60 seconds without a choice
     * @return this
     */
    public Exec patience(Duration time) {
        patience = time;
        return this;
    }

    /**
     * What becomes of the command when the connection ends. Without a choice it is ended. Where it
     * is kept or runs by itself, a connection that breaks is made anew ({@link
     * LandlineBuilder#reconnect}) and the command goes on at the byte where it was; it never runs
     * twice.
     *
     * @param policy the choice
     * @return this
     */
    public Exec onDisconnect(OnDisconnect policy) {
        onDisconnect = policy;
        return this;
    }

    /**
     * Calls the session something, so that it can be found by that.
     *
     * @param word 1 to 64 letters, digits, {@code .}, {@code _} and {@code -}
     * @return this
     */
    public Exec name(String word) {
        session = Optional.of(word);
        return this;
    }

    /**
     * Has the server end the command after a time.
     *
     * @param time 1 ms to 2^31 − 1 ms
     * @return this
     */
    public Exec timeout(Duration time) {
        timeout = Optional.of(time);
        return this;
    }

    /**
     * Runs the command on a terminal. Its messages come with its output then.
     *
     * @param request what kind of terminal, and its size
     * @return this
     */
    public Exec terminal(TerminalRequest request) {
        terminal = Optional.of(request);
        return this;
    }

    /**
     * Starts the command by itself: with an empty input, and with its output on the server's disk.
     * It goes on when the connection ends.
     *
     * @return the id of the session
     * @throws IOException where the server refuses, no channel was free in time, or the connection
     *     is gone; then it may run nevertheless, and {@link Landline#jobs} tells
     */
    public String detach() throws IOException {
        String id = SessionIds.next();
        try {
            ClientChannel channel =
                    line.open(
                            opening(request(OnDisconnect.detach(), true), List.of(), List.of())
                                    .withId(id),
                            patience);
            channel.opened().get();
            return id;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the command was started");
        }
    }

    private ExecRequest request(OnDisconnect policy, boolean detached) {
        return new ExecRequest(
                command, env, cwd, user, terminal, timeout, policy, session, detached);
    }

    private static Opening opening(
            ExecRequest request, List<String> incoming, List<String> outgoing) {
        return new Opening(ExecRequest.SERVICE, request.toJson(), incoming, outgoing);
    }

    /**
     * Starts the command and returns at once; what it reads and writes flows through the returned
     * object.
     *
     * @return the running command
     * @throws LandlineException where the connection is gone or the request too large
     * @throws IllegalArgumentException where a name in the environment is not one
     * @throws TimeoutException where the server allowed no further command in time
     * @throws InterruptedException if the thread is interrupted while it waits for that
     */
    public RunningCommand start() throws LandlineException, TimeoutException, InterruptedException {
        Opening opening =
                opening(
                        request(onDisconnect, false),
                        List.of(ExecRequest.STDOUT, ExecRequest.STDERR),
                        List.of(ExecRequest.STDIN));
        if (terminal.isPresent()) {
            opening = opening.forTerminal();
        }
        if (onDisconnect instanceof OnDisconnect.Kill) {
            return new RunningCommand(new PlainChannel(line.open(opening, patience)), "", line);
        }
        String id = SessionIds.next();
        return new RunningCommand(
                ResumableChannel.open(line, opening.withId(id).withGaps(), patience), id, line);
    }

    /**
     * Runs the command to its end and collects what it writes. An interrupt cancels the command.
     *
     * @return status and output, whatever the status is
     * @throws ConnectionException where the connection ended first: whether the command ran, and
     *     how far, is unknown
     * @throws ChannelException where the server refused it
     * @throws IOException where {@code stdin} could not be read, the output exceeds the maximum, no
     *     channel was free in time, or the thread was interrupted
     */
    public ExecResult run() throws IOException {
        try (RunningCommand running = start()) {
            return new Collector(running, maxOutput).collect(stdin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the command ran");
        } catch (TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
