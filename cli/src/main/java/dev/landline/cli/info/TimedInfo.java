package dev.landline.cli.info;

import dev.landline.info.Sample;
import dev.landline.info.ServerInfo;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * An answer, and what the time that it took tells.
 *
 * @param info what the server has said
 * @param roundTrip how long that took
 * @param ahead how far the server's clock is ahead of this one, give or take half a round trip
 */
record TimedInfo(ServerInfo info, Duration roundTrip, Duration ahead) {

    /** The first answer pays for what is done once; the faster ones are the line's own. */
    private static final int ATTEMPTS = 3;

    private static final double NANOS_IN_MILLI = 1e6;

    /** Asks. */
    @FunctionalInterface
    interface Question {
        ServerInfo ask() throws IOException;
    }

    /** Asks a few times and keeps the fastest answer. */
    static TimedInfo ask(Question question, InstantSource clock, LongSupplier nanoTime)
            throws IOException {
        TimedInfo best = once(question, clock, nanoTime);
        for (int i = 1; i < ATTEMPTS; i++) {
            TimedInfo next = once(question, clock, nanoTime);
            best = next.roundTrip.compareTo(best.roundTrip) < 0 ? next : best;
        }
        return best;
    }

    private static TimedInfo once(Question question, InstantSource clock, LongSupplier nanoTime)
            throws IOException {
        Instant asked = clock.instant();
        long began = nanoTime.getAsLong();
        ServerInfo info = question.ask();
        Duration roundTrip = Duration.ofNanos(nanoTime.getAsLong() - began);
        return new TimedInfo(
                info, roundTrip, Duration.between(asked.plus(roundTrip.dividedBy(2)), info.now()));
    }

    /** Everything in one object. */
    JsonObject toJson(List<Sample> counters) {
        Map<String, JsonValue> fields = new LinkedHashMap<>(info.toJson().fields());
        fields.put("round_trip", new JsonValue.Real(millis(roundTrip)));
        fields.put("clock_ahead", new JsonValue.Int(ahead.toMillis()));
        if (info.rights().counters()) {
            fields.put(
                    "counters",
                    new JsonValue.Array(counters.stream().<JsonValue>map(Sample::toJson).toList()));
        }
        return new JsonObject(fields);
    }

    /** In milliseconds, such as {@code 0.412}. */
    static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toNanos() / NANOS_IN_MILLI);
    }
}
