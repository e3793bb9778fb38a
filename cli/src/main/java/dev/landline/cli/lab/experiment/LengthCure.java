package dev.landline.cli.lab.experiment;

import dev.landline.classic.Dialect;
import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.End;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.Sockets;
import dev.landline.cli.lab.tape.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The situation of {@link Leak}, with the length first. The digits have no end of their own, so the
 * client has to say that it has them before the answer may follow. Source: {@code spec/CLASSIC.md},
 * section 4.
 */
final class LengthCure implements Experiment {

    @Override
    public String name() {
        return "length";
    }

    @Override
    public String headline() {
        return "cure 1: the length in digits, 'recv_ready', then the answer";
    }

    @Override
    public Findings run(Sockets sockets) throws IOException {
        List<Answers.Answer> answers = Answers.two();
        Delivery delivery = new Delivery(answers.stream().map(Answers.Answer::bytes).toList());
        try (Wire wire = Wire.open(sockets, name())) {
            wire.client().noDelay(true);
            wire.serve(end -> answerAll(end, answers));
            for (Answers.Answer answer : answers) {
                delivery.received(ask(wire.client(), answer));
            }
            wire.join();
            return judged(wire.lanes(), delivery);
        }
    }

    private static void answerAll(End server, List<Answers.Answer> answers) throws IOException {
        server.noDelay(true);
        byte[] room = new byte[Answers.ROOM];
        for (Answers.Answer answer : answers) {
            if (server.input().read(room) < 0) {
                return;
            }
            byte[] bytes = answer.bytes();
            server.output().send(answer.header(), "its length", digits(bytes.length));
            if (server.input().read(room) < 0) {
                return;
            }
            server.output().send(answer.letter(), answer.what(), bytes);
        }
    }

    private static byte[] digits(int length) {
        return String.valueOf(length).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] ask(End client, Answers.Answer answer) throws IOException {
        client.output().send(answer.letter(), "'" + answer.command() + "'", answer.commandBytes());
        byte[] room = new byte[Answers.ROOM];
        int count = Math.max(0, client.input().read(room));
        int length = length(new String(room, 0, count, StandardCharsets.US_ASCII));
        client.output()
                .send(
                        answer.header(),
                        "'" + Dialect.READY + "'",
                        Dialect.READY.getBytes(StandardCharsets.US_ASCII));
        return client.input().atMost(Answers.ROOM).readNBytes(length);
    }

    private static int length(String digits) throws IOException {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IOException("expected a length in digits, got '" + digits + "'", e);
        }
    }

    private Findings judged(List<Lane> lanes, Delivery delivery) {
        int writes = lanes.stream().mapToInt(lane -> lane.writes().size()).sum();
        int reads = lanes.stream().mapToInt(lane -> lane.reads().size()).sum();
        int turns = roundTrips(lanes);
        int answers = lanes.getFirst().parts().size() / 2;
        long nanos =
                lanes.getLast().reads().getLast().nanos()
                        - lanes.getFirst().writes().getFirst().nanos();
        List<Figure> figures = new ArrayList<>(delivery.figures());
        figures.add(new Figure("writes", writes));
        figures.add(new Figure("reads", reads));
        figures.add(new Figure("round_trips", turns));
        figures.add(new Figure("elapsed_us", nanos / 1e3));
        String cost =
                Wording.count(turns, "round trip") + " for " + Wording.count(answers, "command");
        Verdict verdict =
                delivery.complete()
                        ? new Verdict(
                                true,
                                delivery.text() + ", whatever the cuts. The price: " + cost + ".")
                        : new Verdict(false, delivery.text() + ", in " + cost + ".");
        return found(
                List.of(
                        new Scene.Conversation(
                                "reads of at most 1,024 bytes, as in 'leak'",
                                lanes,
                                List.of(
                                        cost
                                                + ", "
                                                + writes
                                                + " writes, "
                                                + reads
                                                + " reads, "
                                                + Wording.millis(nanos)
                                                + " in all; across 50 ms of network each round"
                                                + " trip costs 50 ms more"))),
                figures,
                verdict);
    }

    /** How often the client had spoken and had to wait for the server: a change of direction. */
    private static int roundTrips(List<Lane> lanes) {
        record Spoken(boolean byClient, long nanos) {}
        List<Spoken> all =
                Stream.concat(
                                lanes.getFirst().writes().stream()
                                        .map(Block::nanos)
                                        .map(nanos -> new Spoken(true, nanos)),
                                lanes.getLast().writes().stream()
                                        .map(Block::nanos)
                                        .map(nanos -> new Spoken(false, nanos)))
                        .sorted(Comparator.comparingLong(Spoken::nanos))
                        .toList();
        int trips = 0;
        for (int i = 1; i < all.size(); i++) {
            trips += all.get(i - 1).byClient() && !all.get(i).byClient() ? 1 : 0;
        }
        return trips;
    }
}
