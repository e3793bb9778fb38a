package dev.landline.cli.lab.experiment;

import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.End;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.Piece;
import dev.landline.cli.lab.tape.Sockets;
import dev.landline.cli.lab.tape.Wire;
import java.io.IOException;
import java.util.List;

/**
 * A client that reads once for each command, with room for 1,024 bytes, and a first answer that is
 * longer. The rest of it stays in the socket and is read as the answer to the next command.
 */
final class Leak implements Experiment {

    @Override
    public String name() {
        return "leak";
    }

    @Override
    public String headline() {
        return "one read for each command, and an answer longer than that";
    }

    @Override
    public Findings run(Sockets sockets) throws IOException {
        List<Answers.Answer> answers = Answers.three();
        try (Wire wire = Wire.open(sockets, name())) {
            wire.serve(end -> {
                byte[] room = new byte[Answers.ROOM];
                for (Answers.Answer answer : answers) {
                    if (end.input().read(room) < 0) {
                        return;
                    }
                    end.output().send(answer.letter(), answer.what(), answer.bytes());
                }
            });
            askAll(wire.client(), answers);
            wire.join();
            return judged(wire.lanes());
        }
    }

    private static void askAll(End client, List<Answers.Answer> answers) throws IOException {
        byte[] room = new byte[Answers.ROOM];
        long unread = 0;
        for (Answers.Answer answer : answers) {
            client.output()
                    .send(
                            answer.letter(),
                            "command '" + answer.command() + "'",
                            answer.commandBytes());
            unread += answer.bytes().length;
            client.busyUntilArrived(unread);
            client.input().awaiting(answer.letter());
            unread -= Math.max(0, client.input().read(room));
        }
    }

    private Findings judged(List<Lane> lanes) {
        Lane answers = lanes.getLast();
        long right = answers.reads().stream().filter(read -> isItsOwn(answers, read)).count();
        long foreign =
                answers.reads().stream().mapToLong(read -> foreignBytes(answers, read)).sum();
        int commands = lanes.getFirst().parts().size();
        String count = right + " of " + Wording.count(commands, "command");
        Verdict verdict =
                foreign > 0
                        ? new Verdict(
                                true,
                                count
                                        + " got their own answer, whole and alone. "
                                        + Wording.grouped(foreign)
                                        + " bytes were read as the answer to another command than"
                                        + " theirs.")
                        : new Verdict(
                                false,
                                count
                                        + " got their own answer, whole and alone; no byte was read"
                                        + " as the answer to another command this time.");
        return found(
                List.of(
                        new Scene.Conversation(
                                "the client takes at most 1,024 bytes with its one read",
                                lanes,
                                List.of())),
                List.of(
                        new Figure("commands", commands),
                        new Figure("commands_with_their_own_answer", right),
                        new Figure("bytes_read_for_another_command", foreign)),
                verdict);
    }

    private static boolean isItsOwn(Lane lane, Block.Read read) {
        List<Piece> pieces = lane.pieces(read);
        return pieces.size() == 1 && pieces.getFirst().isWhole() && foreignBytes(lane, read) == 0;
    }

    private static long foreignBytes(Lane lane, Block.Read read) {
        return lane.pieces(read).stream()
                .filter(piece -> read.awaited().filter(l -> l == piece.part().letter()).isEmpty())
                .mapToLong(piece -> piece.to() - piece.from())
                .sum();
    }
}
