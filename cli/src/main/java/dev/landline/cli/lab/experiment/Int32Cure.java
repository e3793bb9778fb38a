package dev.landline.cli.lab.experiment;

import dev.landline.classic.Dialect;
import dev.landline.classic.DialectException;
import dev.landline.classic.Int32;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.RecordedInput;
import dev.landline.cli.lab.tape.RecordedOutput;
import dev.landline.cli.lab.tape.Sockets;
import dev.landline.cli.lab.tape.Wire;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A length of four bytes, so that nobody has to ask where it ends; and the number that does not fit
 * in. Source: {@code spec/CLASSIC.md}, section 5.
 */
final class Int32Cure implements Experiment {

    private static final long TOO_LONG = 3_000_000_000L;

    @Override
    public String name() {
        return "int32";
    }

    @Override
    public String headline() {
        return "cure 2: the length in four bytes, then the answer";
    }

    @Override
    public Findings run(Sockets sockets) throws IOException {
        List<Answers.Answer> answers = Answers.two();
        GluedRun glued =
                GluedRun.of(
                        sockets,
                        name(),
                        answers.stream().map(Answers.Answer::bytes).toList(),
                        output -> sendAll(output, answers),
                        (input, delivery) -> receiveAll(input, delivery, answers.size()));
        Limit limit = limit(sockets);
        List<Figure> figures = new ArrayList<>(glued.figures());
        figures.add(new Figure("announced", TOO_LONG));
        figures.add(new Figure("arrived_as", limit.arrived()));
        Verdict verdict = glued.verdict(glued.questions() + limit.text());
        return found(
                List.of(
                        new Scene.Conversation(
                                "both answers had arrived before the client read, 1,024 bytes at"
                                        + " most each time",
                                List.of(glued.lane()),
                                List.of()),
                        limit.scene()),
                figures,
                new Verdict(verdict.asExpected() && limit.refused(), verdict.text()));
    }

    private static void sendAll(RecordedOutput output, List<Answers.Answer> answers)
            throws IOException {
        for (Answers.Answer answer : answers) {
            byte[] bytes = answer.bytes();
            output.send(answer.header(), "its length", Int32.bytes(bytes.length));
            output.send(answer.letter(), answer.what(), bytes);
        }
    }

    private static void receiveAll(RecordedInput input, Delivery delivery, int count)
            throws IOException {
        InputStream buffered = new BufferedInputStream(input.atMost(Answers.ROOM), Answers.ROOM);
        for (int i = 0; i < count; i++) {
            delivery.received(buffered.readNBytes(length(buffered)));
        }
    }

    /** A length that can be one. */
    private static int length(InputStream input) throws IOException {
        int length = Int32.read(input);
        if (length < 0) {
            throw new DialectException(
                    "expected a length of 0 to " + Dialect.INT32_MOST + ", got " + length);
        }
        return length;
    }

    /** What came of a number that four bytes cannot hold. */
    private record Limit(Lane lane, int arrived, boolean refused, String reason) {
        Scene scene() {
            return new Scene.Conversation(
                    "the lowest four bytes of " + Wording.grouped(TOO_LONG) + ", sent as a length",
                    List.of(lane),
                    List.of(
                            "the bytes "
                                    + HexFormat.ofDelimiter(" ").formatHex(Int32.bytes(arrived))
                                    + " mean "
                                    + Wording.grouped(arrived)
                                    + ": "
                                    + reason));
        }

        String text() {
            return Wording.grouped(TOO_LONG)
                    + " bytes would have arrived as "
                    + Wording.grouped(arrived)
                    + (refused ? " and were refused." : " and were taken!");
        }
    }

    private static Limit limit(Sockets sockets) throws IOException {
        try (Wire wire = Wire.open(sockets, "int32-limit")) {
            wire.serve(end -> end.output().send('x', "its length", Int32.bytes((int) TOO_LONG)));
            byte[] bytes = wire.client().input().readNBytes(Int32.BYTES);
            wire.join();
            if (bytes.length < Int32.BYTES) {
                throw new EOFException("expected 4 bytes of a length, got " + bytes.length);
            }
            return refusal(wire.lanes().getLast(), bytes);
        }
    }

    private static Limit refusal(Lane lane, byte[] bytes) throws IOException {
        int arrived = Int32.value(bytes);
        try {
            length(new ByteArrayInputStream(bytes));
            return new Limit(lane, arrived, false, "taken for a length");
        } catch (DialectException e) {
            return new Limit(lane, arrived, true, "refused, " + e.getMessage());
        }
    }
}
