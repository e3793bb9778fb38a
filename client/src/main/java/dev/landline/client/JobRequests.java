package dev.landline.client;

import dev.landline.LandlineException;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Opening;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.Job;
import dev.landline.exec.SessionRequest;
import dev.landline.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Small requests about sessions, each on a channel of its own. */
final class JobRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Line line;

    JobRequests(Line line) {
        this.line = line;
    }

    List<Job> list() throws IOException {
        ClientChannel channel =
                open(SessionRequest.JOBS, new JsonObject(Map.of()), List.of(ExecRequest.STDOUT));
        return JsonLines.read(channel, "the server's list of jobs", Job::fromJson);
    }

    void signal(String session, String signal) throws IOException {
        ask(
                SessionRequest.SIGNAL,
                new SessionRequest(session, false, false, Optional.of(signal), Optional.empty()));
    }

    void detach(String session) throws IOException {
        ask(SessionRequest.DETACH, new SessionRequest(session));
    }

    private void ask(String service, SessionRequest request) throws IOException {
        ClientChannel channel = open(service, request.toJson(), List.of());
        try {
            channel.opened().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            channel.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LandlineException known
                    ? known
                    : new IOException(e.getCause());
        } catch (TimeoutException e) {
            channel.close();
            throw new IOException("the server did not answer in " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server");
        }
    }

    private ClientChannel open(String service, JsonObject request, List<String> incoming)
            throws IOException {
        try {
            return line.open(new Opening(service, request, incoming, List.of()), PATIENCE);
        } catch (TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a channel");
        }
    }
}
