package dev.landline.client;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.LandlineException;
import dev.landline.TerminalSize;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A command that was started. Its three streams may be used by three threads; both outputs should
 * be read, for a command whose output nobody takes stands still.
 *
 * <p>Reading or writing after the connection has ended throws a {@link ConnectionException}; after
 * the server has refused the command or ended it, a {@link ChannelException}.
 */
public final class RunningCommand implements AutoCloseable {

    private static final long CLOSE_SECONDS = 2;

    private final CommandChannel channel;
    private final String session;
    private final Line line;
    private final CompletableFuture<ExitStatus> status;
    private volatile Optional<String> reason = Optional.empty();
    private volatile boolean detached;

    RunningCommand(CommandChannel channel, String session, Line line) {
        this.channel = channel;
        this.session = session;
        this.line = line;
        this.status = channel.exit().handle(this::statusOf);
    }

    private ExitStatus statusOf(Frame.@Nullable Exit exit, @Nullable Throwable failure) {
        if (exit != null) {
            reason = exit.reason();
            return exit.status();
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof LandlineException lost && isLoss(lost)) {
            return new ExitStatus.Lost(lost.code(), String.valueOf(lost.getMessage()));
        }
        throw new CompletionException(cause);
    }

    /** Whether the command may have run, or may still run, and nobody here can know. */
    private boolean isLoss(LandlineException cause) {
        return switch (cause) {
            case ConnectionException _ -> true;
            case ChannelException channel ->
                    channel.code() == ErrorCode.SUPERSEDED
                            || (detached && channel.code() == ErrorCode.CANCELLED);
        };
    }

    /**
     * The session that the command is, to find it again by.
     *
     * @return its id, or what it was joined by; empty for a command that ends with its connection
     */
    public String session() {
        return session;
    }

    /**
     * Why the server ended the command, where it did.
     *
     * @return {@code timeout}, {@code cancelled} or {@code abandoned}; empty as long as {@link
     *     #exit} has not completed
     */
    public Optional<String> reason() {
        return reason;
    }

    /**
     * How many bytes of its output are missing, because the server gave them up before they could
     * be sent.
     *
     * @return bytes of both streams together
     */
    public long missing() {
        return channel.stdout().missing() + channel.stderr().missing();
    }

    /**
     * Tells the command that its terminal has another size. Never blocks; a command without a
     * terminal takes no notice.
     *
     * @param size the new size
     */
    public void resize(TerminalSize size) {
        channel.resize(size);
    }

    /**
     * Lets the command run by itself from now on. Its streams end, and {@link #exit} completes with
     * {@link ExitStatus.Lost} and the code {@code cancelled}.
     *
     * @throws IOException where the command ends with its connection, the server refuses, or the
     *     connection is gone
     */
    public void detach() throws IOException {
        detached = true;
        new JobRequests(line).detach(session);
    }

    /**
     * The command's input. Closing it is the end of its input.
     *
     * @return always the same stream; {@code write} blocks while the command does not read
     */
    public OutputStream stdin() {
        return channel.stdin();
    }

    /**
     * The command's output.
     *
     * @return always the same stream
     */
    public InputStream stdout() {
        return channel.stdout();
    }

    /**
     * The command's messages.
     *
     * @return always the same stream
     */
    public InputStream stderr() {
        return channel.stderr();
    }

    /**
     * Completes when the command has ended and all its output was sent; with {@link
     * ExitStatus.Lost} when the connection ended first; exceptionally with a {@link
     * ChannelException} when the server refused it. Completes on a virtual thread of the library.
     *
     * @return always the same future
     */
    public CompletableFuture<ExitStatus> exit() {
        return status;
    }

    /**
     * Waits for the end of the command. Somebody has to read its output meanwhile.
     *
     * @return how it ended; {@link ExitStatus.Lost} where the connection ended first
     * @throws ChannelException where the server refused it
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public ExitStatus waitFor() throws ChannelException, InterruptedException {
        try {
            return status.get();
        } catch (ExecutionException e) {
            throw refused(e);
        }
    }

    /**
     * The same with a limit.
     *
     * @param time how long to wait
     * @return how it ended
     * @throws ChannelException where the server refused it
     * @throws TimeoutException where it still runs; it goes on
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public ExitStatus waitFor(Duration time)
            throws ChannelException, TimeoutException, InterruptedException {
        try {
            return status.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw refused(e);
        }
    }

    private static ChannelException refused(ExecutionException e) {
        if (e.getCause() instanceof ChannelException refused) {
            return refused.forWaiter();
        }
        throw new IllegalStateException(e.getCause());
    }

    /**
     * Sends a signal to the command's process group. Never blocks; a command that has ended takes
     * no notice.
     *
     * @param name the signal's name without {@code SIG}: {@code INT}, {@code TERM}, {@code HUP} …
     */
    public void signal(String name) {
        channel.signal(name);
    }

    /**
     * Asks the server to end the command: its whole process group gets HUP, then TERM, then KILL.
     * Never blocks; {@link #exit} tells how it went.
     */
    public void cancel() {
        channel.close();
    }

    /**
     * Cancels the command unless it has ended, and waits until the server says that it is gone, two
     * seconds at most.
     */
    @Override
    public void close() {
        if (channel.ended().isDone()) {
            return;
        }
        if (!status.isDone()) {
            cancel();
        }
        drop(channel);
        try {
            channel.ended().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The server goes on ending it; the connection's close would settle it.
        }
    }

    /** Output that nobody will read must not hold up the end. */
    private static void drop(CommandChannel channel) {
        channel.stdout().close();
        channel.stderr().close();
    }
}
