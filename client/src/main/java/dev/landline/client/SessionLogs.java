package dev.landline.client;

import dev.landline.engine.ClientChannel;
import dev.landline.engine.Opening;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.SessionRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What is kept of a session's output. Its two streams may be read by two threads. */
public final class SessionLogs implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClientChannel channel;

    private SessionLogs(ClientChannel channel) {
        this.channel = channel;
    }

    static SessionLogs open(Line line, String session, boolean follow) throws IOException {
        SessionRequest request =
                new SessionRequest(session, false, follow, Optional.empty(), Optional.empty());
        try {
            ClientChannel channel =
                    line.open(
                            new Opening(
                                            SessionRequest.LOGS,
                                            request.toJson(),
                                            List.of(ExecRequest.STDOUT, ExecRequest.STDERR),
                                            List.of())
                                    .withGaps(),
                            PATIENCE);
            channel.opened().get();
            return new SessionLogs(channel);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server");
        }
    }

    /**
     * What the command wrote as output.
     *
     * @return always the same stream
     */
    public InputStream stdout() {
        return channel.incoming(ExecRequest.STDOUT);
    }

    /**
     * What the command wrote as messages.
     *
     * @return always the same stream
     */
    public InputStream stderr() {
        return channel.incoming(ExecRequest.STDERR);
    }

    /**
     * How many bytes of both are not there any more: so far, and before what the streams begin
     * with.
     *
     * @return bytes
     */
    public long missing() {
        return channel.incoming(ExecRequest.STDOUT).missing()
                + channel.incoming(ExecRequest.STDERR).missing();
    }

    /** Reads no more. */
    @Override
    public void close() {
        channel.close();
        channel.incoming(ExecRequest.STDOUT).close();
        channel.incoming(ExecRequest.STDERR).close();
    }
}
