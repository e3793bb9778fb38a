package dev.landline.cli.share.command;

import dev.landline.ConnectionException;
import dev.landline.Limits;
import dev.landline.cli.share.ShareDirectory;
import dev.landline.cli.share.SharedListener;
import dev.landline.cli.share.SharedSocket;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.engine.Opening;
import dev.landline.engine.Relay;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import dev.landline.link.Link;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that keeps a connection, as it was when it was asked.
 *
 * @param socket where it listens
 * @param answer what it said, in JSON
 * @param target the host and the port
 * @param pid its process
 * @param started when, as in RFC 3339
 * @param commands how many use the connection
 */
record KeptRelay(
        Path socket, String answer, String target, long pid, String started, long commands) {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int DEPTH = 2;
    private static final int LONGEST = 1 << 16;

    /** All that answer. Sockets at which nobody listens are removed. */
    static List<KeptRelay> all(ShareDirectory directory) throws IOException, InterruptedException {
        List<KeptRelay> all = new ArrayList<>();
        if (directory.isThere()) {
            for (Path socket : directory.sockets()) {
                Optional<KeptRelay> one = ask(socket, RelayDesk.STATE, false);
                one.ifPresent(all::add);
                if (one.isEmpty()) {
                    var _ = SharedListener.removeStale(directory, socket);
                }
            }
        }
        return all;
    }

    /** Ends it, and waits for that. */
    void stop() throws IOException, InterruptedException {
        try {
            var _ = ask(socket, RelayDesk.STOP, true);
        } catch (ConnectionException e) {
            // It was gone before its answer was through, which is what was asked for.
        }
    }

    private static Optional<KeptRelay> ask(Path socket, String what, boolean toTheEnd)
            throws IOException, InterruptedException {
        Optional<Link> link = SharedSocket.connect(socket);
        if (link.isEmpty()) {
            return Optional.empty();
        }
        Connection.Settings settings =
                new Connection.Settings(
                        "sharing",
                        "landline-java/0.1",
                        Limits.DEFAULTS.withHandshake(PATIENCE),
                        List.of(),
                        Optional.empty(),
                        FrameListener.NONE,
                        () -> Thread.ofPlatform().daemon());
        try (Connection connection = Connection.connect(link.get(), settings)) {
            JsonObject request = new JsonObject(Map.of(RelayDesk.ASK, new JsonValue.Text(what)));
            ClientChannel channel =
                    connection.open(
                            new Opening(Relay.DESK, request, List.of("stdout"), List.of()),
                            PATIENCE);
            byte[] line = channel.incoming("stdout").readAllBytes();
            if (toTheEnd) {
                var _ =
                        connection
                                .closed()
                                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                                .join();
            }
            return Optional.of(of(socket, line));
        } catch (TimeoutException | JsonException e) {
            throw new IOException(socket + ": " + e.getMessage(), e);
        }
    }

    private static KeptRelay of(Path socket, byte[] line) throws JsonException {
        JsonObject answer = new JsonReader(DEPTH, LONGEST).read(line, 0, line.length);
        return new KeptRelay(
                socket,
                new String(line, StandardCharsets.UTF_8),
                answer.text("target"),
                answer.integer("pid", 1, Long.MAX_VALUE >> 10),
                answer.text("started"),
                answer.integer("commands", 0, Integer.MAX_VALUE));
    }
}
