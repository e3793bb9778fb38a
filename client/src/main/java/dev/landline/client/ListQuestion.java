package dev.landline.client;

import dev.landline.LandlineException;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Opening;
import dev.landline.exec.ExecRequest;
import dev.landline.json.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A question that a service answers by lines of JSON.
 *
 * @param line the connection
 * @param service the service's name
 * @param about what it is about, for a message
 */
record ListQuestion(Line line, String service, String about) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Asks, and reads the whole answer.
     *
     * @param request what the service is told
     * @param decoder makes something of each line
     * @return all of them
     * @throws IOException where the server refuses, answers something else, or the connection is
     *     gone
     */
    <T> List<T> ask(JsonObject request, JsonLines.Decoder<T> decoder) throws IOException {
        try {
            ClientChannel channel =
                    line.open(
                            new Opening(service, request, List.of(ExecRequest.STDOUT), List.of()),
                            PATIENCE);
            channel.opened().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return JsonLines.read(channel, about, decoder);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LandlineException known
                    ? known
                    : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the server did not answer in " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server");
        }
    }
}
