package dev.landline.client.diagnosis;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.Deadline;
import dev.landline.engine.Opening;
import dev.landline.exec.ExecRequest;
import dev.landline.info.InfoRequest;
import dev.landline.info.ServerInfo;
import dev.landline.json.JsonException;
import dev.landline.json.JsonReader;
import dev.landline.probe.ProbeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Measures on a connection that is otherwise idle.
 *
 * @param connection the connection
 * @param clock this machine's clock
 * @param patience how long to wait for one answer
 */
record Probing(Connection connection, InstantSource clock, Duration patience) {

    /** What everybody who is authorised may use. */
    static final Set<String> SERVICES = Set.of(InfoRequest.SERVICE, ProbeRequest.SERVICE);

    /** The first ones find classes to be loaded and caches to be filled, on both sides. */
    private static final int WARM_UP = 3;

    private static final int PINGS = 20;
    private static final int FEWEST = 3;
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final int DEPTH = 8;
    private static final int LONGEST_ANSWER = 1 << 20;

    /** Pings one after the other: 20, or as many as there are in three seconds, but three. */
    Step.RoundTrips roundTrips() throws IOException, InterruptedException {
        List<Duration> times = new ArrayList<>();
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int i = 0; i < WARM_UP + PINGS; i++) {
            if (times.size() >= FEWEST && System.nanoTime() - end > 0) {
                break;
            }
            Duration time = ping();
            if (i >= WARM_UP) {
                times.add(time);
            }
        }
        return new Step.RoundTrips(new Times(times));
    }

    private Duration ping() throws IOException, InterruptedException {
        try {
            return connection.ping().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw known(e);
        } catch (TimeoutException e) {
            throw late("no answer to a ping", patience);
        }
    }

    /**
     * Asks the server about itself.
     *
     * @throws LandlineException where it does not know the service, or the connection is gone
     */
    Step.Answered ask() throws IOException, InterruptedException {
        Opening opening =
                new Opening(
                        InfoRequest.SERVICE,
                        new InfoRequest(InfoRequest.About.SERVER, Optional.empty()).toJson(),
                        List.of(ExecRequest.STDOUT),
                        List.of());
        Instant asked = clock.instant();
        long began = System.nanoTime();
        ClientChannel channel = open(opening);
        InputStream answer = channel.incoming(ExecRequest.STDOUT);
        try (Deadline deadline =
                Deadline.start("landline-info-time", patience, () -> end(channel, opening))) {
            byte[] all = new byte[LONGEST_ANSWER];
            int count = answer.readNBytes(all, 0, 1);
            Duration firstByte = Duration.ofNanos(System.nanoTime() - began);
            Instant arrived = clock.instant();
            count += answer.readNBytes(all, count, all.length - count);
            if (deadline.passed()) {
                throw late("no answer of the server about itself", patience);
            }
            int end = count > 0 && all[count - 1] == '\n' ? count - 1 : count;
            ServerInfo info =
                    ServerInfo.fromJson(new JsonReader(DEPTH, LONGEST_ANSWER).read(all, 0, end));
            // It looked at its clock somewhere between the two, and told whole milliseconds.
            Duration half = Duration.between(asked, arrived).dividedBy(2);
            return new Step.Answered(
                    firstByte,
                    Duration.between(asked.plus(half), info.now()),
                    half.plusMillis(1),
                    info);
        } catch (JsonException | IllegalArgumentException e) {
            throw new IOException("what the server tells about itself: " + e.getMessage(), e);
        }
    }

    ClientChannel open(Opening opening) throws IOException, InterruptedException {
        try {
            return connection.open(opening, patience);
        } catch (TimeoutException e) {
            throw late("no free channel", patience);
        }
    }

    /** Readers of the channel's streams get their end at once, whatever the server does. */
    static void end(ClientChannel channel, Opening opening) {
        channel.close();
        opening.incoming().forEach(name -> channel.incoming(name).close());
    }

    static ConnectionException late(String what, Duration patience) {
        return new ConnectionException(ErrorCode.TIMEOUT, what + " within " + Words.time(patience));
    }

    static IOException known(ExecutionException e) {
        return e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
}
