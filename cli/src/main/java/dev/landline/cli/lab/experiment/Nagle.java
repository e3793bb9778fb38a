package dev.landline.cli.lab.experiment;

import dev.landline.classic.Int32;
import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.End;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.Sockets;
import dev.landline.cli.lab.tape.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Write, write, read: a small header, a small body, then waiting for the answer. Nagle's algorithm
 * keeps the body back until the header is acknowledged, and the other side delays just that
 * acknowledgement in the hope of something to send with it. Source: RFC 896; RFC 1122, 4.2.3.2.
 */
final class Nagle implements Experiment {

    private static final int ROUNDS = 25;

    /** The kernel acknowledges the first segments of a connection at once. */
    private static final int MOST_WARM_UPS = 20;

    private static final long SLOW_NANOS = 10_000_000;
    private static final double CLEARLY = 5;
    private static final byte[] BODY = "x".repeat(100).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANSWER = "ok".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "nagle";
    }

    @Override
    public String headline() {
        return "write, write, read: what Nagle's algorithm costs";
    }

    @Override
    public Findings run(Sockets sockets) throws IOException {
        Scene.Rounds off = scene(sockets, false);
        Scene.Rounds on = scene(sockets, true);
        double ratio = (double) off.median() / Math.max(1, on.median());
        return found(
                List.of(off, on),
                List.of(
                        new Figure("rounds", ROUNDS),
                        new Figure("median_us_nodelay_off", off.median() / 1e3),
                        new Figure("median_us_nodelay_on", on.median() / 1e3),
                        new Figure("ratio", ratio)),
                verdict(off, on, ratio));
    }

    private static Verdict verdict(Scene.Rounds off, Scene.Rounds on, double ratio) {
        String medians =
                "With Nagle's algorithm a round took "
                        + Wording.millis(off.median())
                        + ", without it "
                        + Wording.millis(on.median());
        return ratio >= CLEARLY
                ? new Verdict(
                        true,
                        medians
                                + ": "
                                + Wording.grouped(Math.round(ratio))
                                + " times as long, spent on waiting for an acknowledgement. The"
                                + " cure: TCP_NODELAY, or header and body in one write.")
                : new Verdict(
                        false,
                        medians
                                + ". It cost little this time: the headers were acknowledged"
                                + " without delay.");
    }

    private Scene.Rounds scene(Sockets sockets, boolean noDelay) throws IOException {
        try (Wire wire = Wire.open(sockets, name())) {
            wire.client().noDelay(noDelay);
            wire.serve(Nagle::answerAll);
            int warmUps = 0;
            long begin;
            do {
                begin = System.nanoTime();
                ask(wire.client());
                warmUps++;
            } while (System.nanoTime() - begin < SLOW_NANOS && warmUps < MOST_WARM_UPS);
            for (int round = 0; round < ROUNDS; round++) {
                ask(wire.client());
            }
            wire.client().finish();
            wire.join();
            return measured(wire.lanes(), warmUps, noDelay);
        }
    }

    private static void ask(End client) throws IOException {
        client.output().send('a', "header", Int32.bytes(BODY.length));
        client.output().send('A', "body", BODY);
        client.input().readNBytes(ANSWER.length);
    }

    private static void answerAll(End server) throws IOException {
        while (true) {
            byte[] header = server.input().readNBytes(Int32.BYTES);
            if (header.length < Int32.BYTES) {
                return;
            }
            server.input().readNBytes(Int32.value(header));
            server.output().send('B', "answer", ANSWER);
        }
    }

    private static Scene.Rounds measured(List<Lane> lanes, int warmUps, boolean noDelay) {
        List<Long> times = new ArrayList<>();
        for (int round = warmUps; round < warmUps + ROUNDS; round++) {
            times.add(answered(lanes, round) - lanes.getFirst().writes().get(2 * round).nanos());
        }
        long median = times.stream().sorted().toList().get(ROUNDS / 2);
        List<String> notes =
                List.of(
                        typical(lanes, warmUps + times.indexOf(median)),
                        "measured after "
                                + Wording.count(warmUps, "warm-up round")
                                + ": a new connection is acknowledged without delay for a while");
        return new Scene.Rounds(
                noDelay ? "TCP_NODELAY on" : "TCP_NODELAY off: Nagle's algorithm",
                lanes,
                times,
                notes);
    }

    private static String typical(List<Lane> lanes, int round) {
        Lane there = lanes.getFirst();
        long begin = there.writes().get(2 * round).nanos();
        long behind = there.writes().get(2 * round + 1).offset();
        return "a typical round: header written at 0.00 ms, body at "
                + Wording.millis(there.writes().get(2 * round + 1).nanos() - begin)
                + "; header read at "
                + Wording.millis(readUpTo(there, behind) - begin)
                + ", body at "
                + Wording.millis(readUpTo(there, behind + BODY.length) - begin)
                + "; answer at "
                + Wording.millis(answered(lanes, round) - begin);
    }

    private static long answered(List<Lane> lanes, int round) {
        return readUpTo(lanes.getLast(), (long) ANSWER.length * (round + 1));
    }

    /** When the last byte before an offset had been read. */
    private static long readUpTo(Lane lane, long offset) {
        return lane.reads().stream()
                .filter(read -> read.end() >= offset)
                .mapToLong(Block::nanos)
                .findFirst()
                .orElseThrow();
    }
}
