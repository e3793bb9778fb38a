package dev.landline.client.diagnosis;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Deadline;
import dev.landline.engine.Opening;
import dev.landline.engine.OutgoingStream;
import dev.landline.probe.ProbeBytes;
import dev.landline.probe.ProbeRequest;
import dev.landline.probe.ProbeRequest.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Measures how fast bytes go, one way at a time.
 *
 * @param probing the connection
 * @param windows sees its frames
 * @param time for how long bytes are sent
 * @param threads the kind of thread that pings meanwhile
 */
record FlowProbe(
        Probing probing,
        WindowWatch windows,
        Duration time,
        Supplier<? extends Thread.Builder> threads) {

    /** What is under way when the time is over may take that long to arrive. */
    private static final Duration LEAST_GRACE = Duration.ofSeconds(2);

    /** How much arrived, and how long that took. */
    private record Amount(long bytes, long nanos) {}

    /** One way of measuring. */
    @FunctionalInterface
    private interface Flow {
        Amount run(ClientChannel channel) throws IOException, InterruptedException;
    }

    /** From the server to here. */
    Step.Carried down() throws IOException, InterruptedException {
        return measure(Direction.DOWN, List.of(ProbeRequest.DOWN), List.of(), this::receive);
    }

    /** From here to the server. */
    Step.Carried up() throws IOException, InterruptedException {
        return measure(Direction.UP, List.of(), List.of(ProbeRequest.UP), this::send);
    }

    private Step.Carried measure(
            Direction direction, List<String> incoming, List<String> outgoing, Flow flow)
            throws IOException, InterruptedException {
        windows.reset();
        ProbeRequest request = new ProbeRequest(direction, ProbeRequest.MAX_BYTES, time);
        Duration processor = processor();
        Opening opening = new Opening(ProbeRequest.SERVICE, request.toJson(), incoming, outgoing);
        ClientChannel channel = probing.open(opening);
        LoadedPings pings = LoadedPings.start(probing.connection(), threads.get());
        Amount amount;
        try (pings) {
            amount = flow.run(channel);
        } finally {
            Probing.end(channel, opening);
        }
        return new Step.Carried(
                direction,
                amount.bytes(),
                Duration.ofNanos(amount.nanos()),
                windows.first(),
                windows.largest(),
                windows.stoodStill(),
                processor().minus(processor),
                pings.times());
    }

    private static Duration processor() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private Duration grace() {
        return time.compareTo(LEAST_GRACE) > 0 ? time : LEAST_GRACE;
    }

    private Amount receive(ClientChannel channel) throws IOException {
        ProbeBytes bytes = new ProbeBytes();
        byte[] piece = new byte[ProbeBytes.PIECE];
        try (Deadline _ =
                        Deadline.start(
                                threads.get().name("landline-probe-time"),
                                time.plus(grace()),
                                () -> end(channel));
                InputStream stream = channel.incoming(ProbeRequest.DOWN)) {
            long received = Math.max(0, stream.read(piece));
            long began = System.nanoTime();
            check(bytes, 0, piece, (int) received);
            int count;
            while ((count = stream.read(piece)) >= 0) {
                check(bytes, received, piece, count);
                received += count;
            }
            return new Amount(received, System.nanoTime() - began);
        }
    }

    /** Reading ends at once, whatever the server does. */
    private static void end(ClientChannel channel) {
        channel.close();
        channel.incoming(ProbeRequest.DOWN).close();
    }

    private static void check(ProbeBytes bytes, long offset, byte[] piece, int count)
            throws ConnectionException {
        long wrong = bytes.wrong(offset, piece, count);
        if (wrong >= 0) {
            throw new ConnectionException(
                    ErrorCode.INTERNAL, "a byte was not what was sent, at offset " + wrong);
        }
    }

    /** How far the server has got, when it last said so. */
    private record Progress(long consumed, long nanos) {}

    private Amount send(ClientChannel channel) throws IOException, InterruptedException {
        awaitOpened(channel);
        OutgoingStream stream = channel.outgoing(ProbeRequest.UP);
        long began = System.nanoTime();
        AtomicReference<Progress> progress = new AtomicReference<>(new Progress(0, began));
        stream.onProgress(
                (consumed, limit) -> progress.set(new Progress(consumed, System.nanoTime())));
        long sent = fill(stream, began);
        try {
            channel.exit().get(grace().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Progress last = progress.get();
            return new Amount(last.consumed(), Math.max(1, last.nanos() - began));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof LandlineException end)
                    || end.code() != ErrorCode.CANCELLED) {
                throw Probing.known(e);
            } // else the server has closed the channel: every byte arrived and was right
        }
        return new Amount(sent, System.nanoTime() - began);
    }

    private void awaitOpened(ClientChannel channel) throws IOException, InterruptedException {
        try {
            channel.opened().get(probing.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw Probing.known(e);
        } catch (TimeoutException e) {
            throw Probing.late("no answer of the service probe", probing.patience());
        }
    }

    /** Sends for the time. A line that takes nothing for as long again is held to be dead. */
    private long fill(OutgoingStream stream, long began) throws IOException {
        ProbeBytes bytes = new ProbeBytes();
        ConnectionException stuck =
                new ConnectionException(
                        ErrorCode.TIMEOUT,
                        "the line has taken no bytes for " + Words.time(grace()));
        try (Deadline _ =
                        Deadline.start(
                                threads.get().name("landline-probe-time"),
                                time.plus(grace()),
                                () -> probing.connection().fail(stuck));
                stream) {
            long sent = 0;
            while (System.nanoTime() - began < time.toNanos()) {
                stream.write(bytes.piece(sent, ProbeBytes.PIECE));
                sent += ProbeBytes.PIECE;
            }
            return sent;
        }
    }
}
