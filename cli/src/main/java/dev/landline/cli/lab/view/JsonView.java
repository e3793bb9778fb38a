package dev.landline.cli.lab.view;

import dev.landline.cli.lab.experiment.Figure;
import dev.landline.cli.lab.experiment.Findings;
import dev.landline.cli.lab.experiment.Scene;
import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.Piece;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings for programs: one object on one line. */
public final class JsonView {

    private JsonView() {}

    /**
     * The whole record.
     *
     * @return without an end of line
     */
    public static String line(Findings findings) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonValue.Text(findings.name()));
        fields.put("headline", new JsonValue.Text(findings.headline()));
        fields.put("as_expected", new JsonValue.Bool(findings.verdict().asExpected()));
        fields.put("verdict", new JsonValue.Text(findings.verdict().text()));
        fields.put("numbers", numbers(findings.figures()));
        List<JsonValue> writes = new ArrayList<>();
        List<JsonValue> reads = new ArrayList<>();
        for (int scene = 0; scene < findings.scenes().size(); scene++) {
            for (Lane lane : findings.scenes().get(scene).lanes()) {
                for (Block.Write write : lane.writes()) {
                    writes.add(block(scene, lane, write));
                }
                for (Block.Read read : lane.reads()) {
                    reads.add(block(scene, lane, read));
                }
            }
        }
        List<JsonValue> scenes = findings.scenes().stream().map(JsonView::scene).toList();
        fields.put("scenes", new JsonValue.Array(scenes));
        fields.put("writes", new JsonValue.Array(writes));
        fields.put("reads", new JsonValue.Array(reads));
        JsonWriter writer = new JsonWriter(4096);
        writer.value(new JsonObject(fields));
        return new String(writer.array(), 0, writer.size(), StandardCharsets.UTF_8);
    }

    private static JsonObject numbers(List<Figure> figures) {
        Map<String, JsonValue> numbers = new LinkedHashMap<>();
        figures.forEach(figure -> numbers.put(figure.name(), number(figure.value())));
        return new JsonObject(numbers);
    }

    private static JsonValue number(double value) {
        return value == Math.rint(value)
                ? new JsonValue.Int((long) value)
                : new JsonValue.Real(String.format(Locale.ROOT, "%.3f", value));
    }

    private static JsonValue scene(Scene scene) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("title", new JsonValue.Text(scene.title()));
        fields.put("notes", texts(scene.notes()));
        if (scene instanceof Scene.Rounds rounds) {
            fields.put("rounds_us", micros(rounds.rounds()));
        }
        return new JsonObject(fields);
    }

    private static JsonValue texts(List<String> texts) {
        List<JsonValue> values = new ArrayList<>();
        texts.forEach(text -> values.add(new JsonValue.Text(text)));
        return new JsonValue.Array(values);
    }

    private static JsonValue micros(List<Long> nanos) {
        List<JsonValue> values = new ArrayList<>();
        nanos.forEach(each -> values.add(number(each / 1e3)));
        return new JsonValue.Array(values);
    }

    private static JsonValue block(int scene, Lane lane, Block block) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("scene", new JsonValue.Int(scene));
        fields.put("from", new JsonValue.Text(lane.from()));
        fields.put("to", new JsonValue.Text(lane.to()));
        fields.put("offset", new JsonValue.Int(block.offset()));
        fields.put("bytes", new JsonValue.Int(block.bytes()));
        fields.put("us", number(block.nanos() / 1e3));
        List<JsonValue> messages = new ArrayList<>();
        lane.pieces(block).forEach(piece -> messages.add(piece(piece)));
        fields.put("messages", new JsonValue.Array(messages));
        if (block instanceof Block.Read read) {
            fields.put("room", new JsonValue.Int(read.room()));
            read.awaited().ifPresent(l -> fields.put("read_for", text(l)));
        }
        return new JsonObject(fields);
    }

    /** Which bytes of which message. */
    private static JsonValue piece(Piece piece) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("message", text(piece.part().letter()));
        fields.put("what", new JsonValue.Text(piece.part().what()));
        fields.put("first", new JsonValue.Int(piece.first()));
        fields.put("last", new JsonValue.Int(piece.last()));
        return new JsonObject(fields);
    }

    private static JsonValue text(char letter) {
        return new JsonValue.Text(String.valueOf(letter));
    }
}
