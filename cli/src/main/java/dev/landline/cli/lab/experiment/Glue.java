package dev.landline.cli.lab.experiment;

import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.Sockets;
import dev.landline.cli.lab.tape.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Two messages with one write each, to a receiver that is busy until both have arrived. TCP knows
 * bytes and no messages, so one read returns both.
 */
final class Glue implements Experiment {

    @Override
    public String name() {
        return "glue";
    }

    @Override
    public String headline() {
        return "two small writes, and how many reads they become";
    }

    @Override
    public Findings run(Sockets sockets) throws IOException {
        byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
        byte[] world = "world!".getBytes(StandardCharsets.US_ASCII);
        int total = hello.length + world.length;
        try (Wire wire = Wire.open(sockets, name())) {
            wire.client().noDelay(true);
            wire.serve(end -> {
                end.busyUntilArrived(total);
                byte[] room = new byte[Answers.ROOM];
                for (int got = 0; got < total; ) {
                    int count = end.input().read(room);
                    if (count < 0) {
                        return;
                    }
                    got += count;
                }
            });
            wire.client().output().send('A', "'hello'", hello);
            wire.client().output().send('B', "'world!'", world);
            wire.join();
            return judged(wire.lanes().getFirst());
        }
    }

    private Findings judged(Lane lane) {
        long glued = lane.reads().stream().filter(read -> lane.pieces(read).size() > 1).count();
        int reads = lane.reads().size();
        String made =
                Wording.count(lane.writes().size(), "write")
                        + " became "
                        + Wording.count(reads, "read");
        Verdict verdict =
                glued > 0
                        ? new Verdict(
                                true,
                                made
                                        + ". Where one message ends and the next begins is not"
                                        + " among the bytes: the receiver cannot know.")
                        : new Verdict(
                                false,
                                made
                                        + ": nothing was glued this time. TCP does not promise"
                                        + " either.");
        return found(
                List.of(
                        new Scene.Conversation(
                                "the receiver is busy until both have arrived; TCP_NODELAY is on",
                                List.of(lane),
                                List.of())),
                List.of(
                        new Figure("writes", lane.writes().size()),
                        new Figure("reads", reads),
                        new Figure("reads_of_several_messages", glued)),
                verdict);
    }
}
