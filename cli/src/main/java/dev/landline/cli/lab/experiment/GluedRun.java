package dev.landline.cli.lab.experiment;

import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.RecordedInput;
import dev.landline.cli.lab.tape.RecordedOutput;
import dev.landline.cli.lab.tape.Sockets;
import dev.landline.cli.lab.tape.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The situation in which messages are glued and cut: the server has sent everything before the
 * client begins to read.
 *
 * @param lane from the server to the client
 * @param delivery the messages there and here
 * @param asked how often the client wrote something meanwhile
 */
record GluedRun(Lane lane, Delivery delivery, int asked) {

    /** Sends all messages in a format. */
    interface Sending {
        void send(RecordedOutput output) throws IOException;
    }

    /** Takes messages out of the bytes that arrive. */
    interface Receiving {
        void receive(RecordedInput input, Delivery delivery) throws IOException;
    }

    static GluedRun of(
            Sockets sockets,
            String name,
            List<byte[]> messages,
            Sending sending,
            Receiving receiving)
            throws IOException {
        Delivery delivery = new Delivery(messages);
        try (Wire wire = Wire.open(sockets, name)) {
            wire.serve(end -> sending.send(end.output()));
            wire.join();
            wire.client().busyUntilArrived(wire.lanes().getLast().written());
            receiving.receive(wire.client().input(), delivery);
            int asked = wire.lanes().getFirst().writes().size();
            return new GluedRun(wire.lanes().getLast(), delivery, asked);
        }
    }

    /** Reads whose bytes belong to more than one message, headers counted with their messages. */
    long gluedReads() {
        return lane.reads().stream()
                .filter(read ->
                        lane.pieces(read).stream()
                                        .map(piece -> Character.toUpperCase(piece.part().letter()))
                                        .distinct()
                                        .count()
                                > 1)
                .count();
    }

    /** Messages that no single read returned whole. */
    long cutMessages() {
        return lane.parts().stream()
                .filter(part -> Character.isUpperCase(part.letter()))
                .filter(part -> lane.reads().stream().noneMatch(read -> part.in(read).isWhole()))
                .count();
    }

    /** What happened to the messages, and that they came out all the same, or did not. */
    Verdict verdict(String price) {
        String text =
                delivery.text()
                        + ", though "
                        + Wording.count(gluedReads(), "read")
                        + " held bytes of more than one and "
                        + Wording.count(cutMessages(), "message")
                        + " came in pieces. "
                        + price;
        return new Verdict(delivery.complete(), text);
    }

    /** What it cost in questions from the client. */
    String questions() {
        return asked == 0 ? "No question in between. " : Wording.count(asked, "question") + "! ";
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(delivery.figures());
        figures.add(new Figure("writes", lane.writes().size()));
        figures.add(new Figure("reads", lane.reads().size()));
        figures.add(new Figure("questions", asked));
        figures.add(new Figure("reads_of_several_messages", gluedReads()));
        figures.add(new Figure("messages_cut", cutMessages()));
        return figures;
    }
}
