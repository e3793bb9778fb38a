package dev.landline.cli.lab.experiment;

import dev.landline.classic.ContentHash;
import dev.landline.classic.JsonHeader;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.RecordedOutput;
import dev.landline.cli.lab.tape.Sockets;
import dev.landline.cli.lab.tape.Wire;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Four bytes that count a header in JSON, which says how long the body is and whatever else there
 * is to say. Source: {@code spec/CLASSIC.md}, section 6.
 */
final class JsonCure implements Experiment {

    private static final long LARGE = 3_000_000_000L;
    private static final String FILENAME = "report.txt";

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String headline() {
        return "cure 3: a JSON header with the size, and with more than the size";
    }

    @Override
    public Findings run(Sockets sockets) throws IOException {
        List<Answers.Answer> answers = Answers.two();
        List<JsonHeader> headers = new ArrayList<>();
        List<Boolean> hashed = new ArrayList<>();
        GluedRun glued =
                GluedRun.of(
                        sockets,
                        name(),
                        answers.stream().map(Answers.Answer::bytes).toList(),
                        output -> sendAll(output, answers),
                        (input, delivery) -> {
                            InputStream in =
                                    new BufferedInputStream(
                                            input.atMost(Answers.ROOM), Answers.ROOM);
                            for (int i = 0; i < answers.size(); i++) {
                                receive(in, delivery, headers, hashed);
                            }
                        });
        Large large = large(sockets);
        boolean hashesMatch = !hashed.contains(false);
        Verdict verdict =
                glued.verdict(
                        (hashesMatch ? "Hashes match. " : "A hash does not match! ")
                                + large.text());
        List<Figure> figures = new ArrayList<>(glued.figures());
        figures.add(new Figure("announced", LARGE));
        figures.add(new Figure("arrived_as", large.arrived()));
        return found(
                List.of(
                        new Scene.Conversation(
                                "both answers had arrived before the client read, 1,024 bytes at"
                                        + " most each time",
                                List.of(glued.lane()),
                                headers.stream().map(JsonCure::shown).toList()),
                        large.scene()),
                figures,
                new Verdict(
                        verdict.asExpected() && hashesMatch && large.arrived() == LARGE,
                        verdict.text()));
    }

    private static void sendAll(RecordedOutput output, List<Answers.Answer> answers)
            throws IOException {
        for (Answers.Answer answer : answers) {
            byte[] body = answer.bytes();
            String filename = answer.letter() == 'A' ? FILENAME : null;
            byte[] header = JsonHeader.of(body.length, filename, hash(body), null).encode();
            output.send(answer.header(), "its header", header);
            output.send(answer.letter(), answer.what(), body);
        }
    }

    private static void receive(
            InputStream input, Delivery delivery, List<JsonHeader> headers, List<Boolean> hashed)
            throws IOException {
        JsonHeader header = JsonHeader.read(input, StandardCharsets.UTF_8);
        byte[] body = input.readNBytes(Math.toIntExact(header.dataSize()));
        delivery.received(body);
        headers.add(header);
        hashed.add(header.hash().equals(Optional.of(hash(body))));
    }

    private static ContentHash hash(byte[] body) {
        MessageDigest digest = ContentHash.Algorithm.SHA256.digest();
        digest.update(body);
        return ContentHash.of(ContentHash.Algorithm.SHA256, digest);
    }

    private static String shown(JsonHeader header) {
        return "a header says data_size "
                + header.dataSize()
                + header.filename().map(name -> ", filename " + name).orElse("")
                + header.hash().map(hash -> ", hash " + beginning(hash)).orElse("");
    }

    private static String beginning(ContentHash hash) {
        return hash.toString().substring(0, "sha256:".length() + 8) + "...";
    }

    /** What came of a size that four bytes could not have held. */
    private record Large(Lane lane, long arrived) {
        Scene scene() {
            return new Scene.Conversation(
                    "a header that announces " + Wording.grouped(LARGE) + " bytes, without them",
                    List.of(lane),
                    List.of());
        }

        String text() {
            return "A data_size of "
                    + Wording.grouped(LARGE)
                    + " arrived as "
                    + Wording.grouped(arrived)
                    + ".";
        }
    }

    private static Large large(Sockets sockets) throws IOException {
        try (Wire wire = Wire.open(sockets, "json-large")) {
            wire.serve(end -> end.output().send('x', "a header", JsonHeader.of(LARGE).encode()));
            InputStream buffered = new BufferedInputStream(wire.client().input(), Answers.ROOM);
            JsonHeader header = JsonHeader.read(buffered, StandardCharsets.UTF_8);
            wire.join();
            return new Large(wire.lanes().getLast(), header.dataSize());
        }
    }
}
