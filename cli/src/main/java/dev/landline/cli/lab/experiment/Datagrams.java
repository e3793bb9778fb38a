package dev.landline.cli.lab.experiment;

import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.DatagramWire;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.Sockets;
import dev.landline.cli.lab.tape.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * UDP keeps messages apart and loses them: the two messages of {@link Glue}, and a burst to a
 * receiver that reads only afterwards.
 */
final class Datagrams implements Experiment {

    private static final int BURST = 2000;
    private static final int SIZE = 1024;
    private static final int BUFFER = 64 * 1024;
    private static final int SILENCE_MILLIS = 50;

    @Override
    public String name() {
        return "datagrams";
    }

    @Override
    public String headline() {
        return "the same over UDP: boundaries kept, datagrams lost";
    }

    @Override
    public Findings run(Sockets sockets) throws IOException {
        Scene.Conversation pair = pair(sockets);
        Scene.Burst burst = burst(sockets);
        long separate =
                pair.lanes().getFirst().reads().stream()
                        .filter(read -> isOneMessage(pair.lanes().getFirst(), read))
                        .count();
        int received = burst.lane().reads().size();
        int lost = burst.lane().writes().size() - received;
        return found(
                List.of(pair, burst),
                List.of(
                        new Figure("messages_kept_apart", separate),
                        new Figure("burst_sent", burst.lane().writes().size()),
                        new Figure("burst_received", received),
                        new Figure("burst_lost", lost)),
                verdict(separate, lost));
    }

    private static Verdict verdict(long separate, int lost) {
        String kept =
                separate == 2
                        ? "One read is one message"
                        : separate + " of 2 messages came in a read of their own";
        return lost > 0
                ? new Verdict(
                        separate == 2,
                        kept
                                + ", and "
                                + Wording.grouped(lost)
                                + " of "
                                + Wording.grouped(BURST)
                                + " are gone. Every send succeeded: nobody is told.")
                : new Verdict(
                        false, kept + "; nothing was lost this time. UDP does not promise that.");
    }

    private static boolean isOneMessage(Lane lane, Block block) {
        return lane.pieces(block).size() == 1 && lane.pieces(block).getFirst().isWhole();
    }

    private static Scene.Conversation pair(Sockets sockets) throws IOException {
        try (DatagramWire wire = DatagramWire.open(sockets, 0)) {
            wire.send('A', "'hello'", "hello".getBytes(StandardCharsets.US_ASCII));
            wire.send('B', "'world!'", "world!".getBytes(StandardCharsets.US_ASCII));
            int patience = (int) Wire.PATIENCE.toMillis();
            if (wire.receive(patience) != null) {
                wire.receive(patience);
            }
            return new Scene.Conversation(
                    "two messages to a receiver that was busy", List.of(wire.lane()), List.of());
        }
    }

    private static Scene.Burst burst(Sockets sockets) throws IOException {
        try (DatagramWire wire = DatagramWire.open(sockets, BUFFER)) {
            for (int number = 0; number < BURST; number++) {
                wire.send(
                        'C',
                        "datagram " + number,
                        ByteBuffer.allocate(SIZE).putInt(number).array());
            }
            int reads = 0;
            while (reads < BURST && wire.receive(SILENCE_MILLIS) != null) {
                reads++;
            }
            Lane lane = wire.lane();
            return new Scene.Burst(
                    "a burst of "
                            + Wording.grouped(BURST)
                            + " datagrams of "
                            + Wording.grouped(SIZE)
                            + " bytes; the receiver reads afterwards",
                    lane,
                    List.of(
                            "asked for a buffer of "
                                    + Wording.grouped(BUFFER)
                                    + " bytes, the system gave one of "
                                    + Wording.grouped(wire.buffer())
                                    + "; "
                                    + Wording.grouped(lane.read())
                                    + " bytes were in it"));
        }
    }
}
