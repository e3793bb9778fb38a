package dev.landline.server.info;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.engine.ServerChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.info.InfoRequest;
import dev.landline.info.Sample;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonWriter;
import dev.landline.server.auth.Grant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * The service {@code info}.
 *
 * @param page what is told of the server
 * @param counters what it has counted
 */
public record InfoService(InfoPage page, Supplier<List<Sample>> counters) {

    private static final int LINE = 1024;

    /**
     * Serves one channel to its end.
     *
     * @param seat the connection that the channel belongs to
     * @param channel the channel
     * @param json the request
     * @throws IOException where the request is refused or the connection is gone
     */
    public void serve(InfoPage.Seat seat, ServerChannel channel, JsonObject json)
            throws IOException {
        InfoRequest request = request(json);
        List<JsonObject> answer =
                switch (request.about()) {
                    case SERVER -> List.of(page.of(seat, channel.peer(), request.echo()).toJson());
                    case COUNTERS -> counters(seat.grant());
                };
        channel.accept(List.of(), List.of(ExecRequest.STDOUT));
        try (OutputStream stdout = channel.outgoing(ExecRequest.STDOUT)) {
            lines(answer).writeTo(stdout);
        }
    }

    /** All of them together, so that they travel in few frames. */
    private static ByteArrayOutputStream lines(List<JsonObject> answer) {
        JsonWriter writer = new JsonWriter(LINE);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (JsonObject line : answer) {
            writer.reset(0);
            writer.value(line);
            lines.write(writer.array(), 0, writer.size());
            lines.write('\n');
        }
        return lines;
    }

    private static InfoRequest request(JsonObject json) throws ChannelException {
        try {
            return InfoRequest.fromJson(json);
        } catch (JsonException | IllegalArgumentException e) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()), null, e);
        }
    }

    private List<JsonObject> counters(Grant grant) throws ChannelException {
        if (!grant.counters()) {
            throw new ChannelException(
                    ErrorCode.NOT_PERMITTED,
                    grant.identity() + " may not see what the server has counted",
                    "the server's configuration says who may: access.info",
                    null);
        }
        return counters.get().stream().map(Sample::toJson).toList();
    }
}
