package dev.landline.cli.lab.experiment;

import dev.landline.classic.Int32;
import dev.landline.cli.lab.tape.RecordedInput;
import dev.landline.cli.lab.tape.RecordedOutput;
import dev.landline.cli.lab.tape.Sockets;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import dev.landline.wire.FrameReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Landline's own frames: the header of {@link JsonCure} and its body in one write, so that neither
 * waits for the acknowledgement of the other. Source: {@code spec/PROTOCOL.md}, section 1.
 */
final class FrameCure implements Experiment {

    private static final int MOST = 1024 * 1024;

    @Override
    public String name() {
        return "frame";
    }

    @Override
    public String headline() {
        return "cure 4: Landline's frames, each in one write";
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
        int writes = glued.lane().writes().size();
        Verdict verdict =
                glued.verdict(
                        Wording.count(answers.size(), "frame")
                                + " in "
                                + Wording.count(writes, "write")
                                + (writes == answers.size()
                                        ? ": nothing for Nagle's algorithm to hold back."
                                        : ", which is more than one each!"));
        return found(
                List.of(
                        new Scene.Conversation(
                                "both frames had arrived before the client read, with room for"
                                        + " both",
                                List.of(glued.lane()),
                                List.of(
                                        "a frame is 4 bytes of length, a JSON header and a body;"
                                                + " small letters are length and header"))),
                glued.figures(),
                new Verdict(verdict.asExpected() && writes == answers.size(), verdict.text()));
    }

    private static void sendAll(RecordedOutput output, List<Answers.Answer> answers)
            throws IOException {
        FrameEncoder encoder = new FrameEncoder();
        for (Answers.Answer answer : answers) {
            byte[] body = answer.bytes();
            Frame frame = new Frame.Data(1, "stdout", 0, ByteBuffer.wrap(body));
            int header = Int32.BYTES + Int32.value(encoder.bytes(frame));
            output.announce(answer.header(), "its header", header);
            output.announce(answer.letter(), answer.what(), body.length);
            encoder.write(frame, output);
        }
    }

    private static void receiveAll(RecordedInput input, Delivery delivery, int count)
            throws IOException {
        FrameReader reader = new FrameReader(input, MOST);
        for (int i = 0; i < count; i++) {
            if (reader.read() instanceof Frame.Data data) {
                byte[] body = new byte[data.body().remaining()];
                data.body().duplicate().get(body);
                delivery.received(body);
            }
        }
    }
}
