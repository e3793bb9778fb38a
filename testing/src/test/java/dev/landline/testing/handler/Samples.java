package dev.landline.testing.handler;

import dev.landline.json.JsonValue;
import dev.landline.server.LandlineServerBuilder;
import dev.landline.server.auth.Identity;
import dev.landline.server.handler.Call;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.HandlerDescription;
import dev.landline.server.handler.Handles;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Handlers of every kind. Counts what happens to them. */
public final class Samples {

    /** How a flight is doing. */
    public record Flight(String flight, String state, Optional<LocalDate> on) {}

    /** Opens when a call that never ends by itself has begun, and when it was interrupted. */
    public final CountDownLatch begun = new CountDownLatch(1);

    public final CountDownLatch interrupted = new CountDownLatch(1);
    public final AtomicLong flooded = new AtomicLong();

    /** Has a server offer all of them. */
    public LandlineServerBuilder offer(LandlineServerBuilder builder) {
        return builder.handlers(this).handler(flood()).handler(echo());
    }

    @Handles(value = "flight.status", description = "How a flight is doing.")
    public Flight status(String flight, Optional<LocalDate> on) {
        return new Flight(flight, "boarding", on);
    }

    @Handles("flight.departures")
    public List<Flight> departures(List<String> flights) {
        return flights.stream().map(name -> new Flight(name, "on time", Optional.empty())).toList();
    }

    @Handles("count")
    public Stream<Integer> count(int to) {
        return IntStream.rangeClosed(1, to).boxed();
    }

    @Handles("add")
    public long add(long a, long b) {
        return a + b;
    }

    @Handles("table")
    public Map<String, Integer> table() {
        return Map.of("one", 1);
    }

    @Handles("nothing")
    public void nothing() {}

    @Handles("null")
    public Optional<String> absent() {
        return Optional.empty();
    }

    @Handles("who")
    public String who(Identity identity) {
        return identity.toString();
    }

    @Handles("bytes.same")
    public InputStream same(InputStream input) {
        return input;
    }

    @Handles("bytes.filled")
    public byte[] filled(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    @Handles("bytes.length")
    public long length(InputStream input, String unit) throws IOException {
        long count = input.transferTo(java.io.OutputStream.nullOutputStream());
        return unit.equals("KiB") ? count / 1024 : count;
    }

    @Handles("fails")
    public void fails() {
        throw new IllegalStateException("no fuel \u001b[31m");
    }

    @Handles("fails.late")
    public Stream<Integer> failsLate() {
        return Stream.of(1, 2, 0).map(divisor -> 2 / divisor);
    }

    @Handles("hangs")
    public void hangs() throws InterruptedException {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    /** Sends for ever; counts what it got rid of. */
    public Handler flood() {
        return new Handler() {
            @Override
            public HandlerDescription description() {
                return HandlerDescription.json("flood", "Answers without end.");
            }

            @Override
            public void handle(Call call) throws IOException {
                begun.countDown();
                try {
                    while (true) {
                        call.send(new JsonValue.Text("x".repeat(1000)));
                        flooded.incrementAndGet();
                    }
                } finally {
                    interrupted.countDown();
                }
            }
        };
    }

    /** Answers with what it was asked. */
    public static Handler echo() {
        return new Handler() {
            @Override
            public HandlerDescription description() {
                return HandlerDescription.json("echo", "Says the same.");
            }

            @Override
            public void handle(Call call) throws IOException {
                call.send(call.parameters());
            }
        };
    }
}
