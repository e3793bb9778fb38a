package dev.landline.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.cli.lab.view.JsonView;
import dev.landline.cli.lab.view.Paint;
import dev.landline.cli.lab.view.SvgView;
import dev.landline.cli.lab.view.TextView;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text, JSON and pictures show where the sockets really cut the bytes. */
class ViewTest {

    private static final int READS_FROM = 34;
    private static final Pattern SVG_READ =
            Pattern.compile("class=\"read\" data-offset=\"(\\d+)\" data-bytes=\"(\\d+)\"");

    /** From where to where a read went, as "0-1024". */
    private static List<String> cuts(List<byte[]> reads) {
        List<String> cuts = new ArrayList<>();
        int from = 0;
        for (byte[] read : reads) {
            cuts.add(from + "-" + (from + read.length));
            from += read.length;
        }
        return cuts;
    }

    /** The cuts of the answers of the first connection, from bytes that the observer saw. */
    private static List<String> answers(Trial trial) {
        return cuts(trial.sockets().near.getFirst().reads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"leak", "length", "int32", "json", "frame"})
    void textShowsTheCuts(String name) throws IOException {
        Trial trial = Trial.of(name);
        List<String> lines = new TextView(80, Paint.PLAIN).lines(trial.findings());

        List<byte[]> shown = new ArrayList<>();
        boolean inTable = false;
        for (String line : lines) {
            boolean row = inTable && line.matches(" {3,}.*\\d  [A-Za-z].*");
            if (row && line.length() > READS_FROM) {
                String size = line.substring(READS_FROM).strip().split(" ", 2)[0];
                shown.add(new byte[Integer.parseInt(size)]);
            }
            inTable = row || line.contains("× write   ms");
        }
        assertThat(cuts(shown)).isEqualTo(answers(trial)).isNotEmpty();
        assertThat(lines)
                .allMatch(line -> line.length() <= 80)
                .noneMatch(line -> line.contains("\033"))
                .hasSizeLessThanOrEqualTo(24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"glue", "leak", "length", "int32", "json", "frame"})
    void jsonShowsTheCuts(String name) throws IOException, JsonException {
        Trial trial = Trial.of(name);
        byte[] line = JsonView.line(trial.findings()).getBytes(StandardCharsets.UTF_8);
        JsonObject object = new JsonReader(8, 1 << 20).read(line, 0, line.length);

        assertThat(object.text("name")).isEqualTo(name);
        assertThat(object.text("verdict")).isEqualTo(trial.findings().verdict().text());
        assertThat(jsonCuts(object, "reads", "server", "client"))
                .isEqualTo(name.equals("glue") ? List.of() : answers(trial));
        if (List.of("glue", "leak", "length").contains(name)) {
            assertThat(jsonCuts(object, "reads", "client", "server"))
                    .isEqualTo(cuts(trial.sockets().far.getFirst().reads))
                    .isNotEmpty();
            assertThat(jsonCuts(object, "writes", "client", "server"))
                    .isEqualTo(cuts(trial.sockets().near.getFirst().writes));
        }
    }

    private static List<String> jsonCuts(JsonObject object, String calls, String from, String to)
            throws JsonException {
        List<String> cuts = new ArrayList<>();
        if (!(object.get(calls) instanceof JsonValue.Array(List<JsonValue> all))) {
            throw new AssertionError(calls + " is no array");
        }
        for (JsonValue value : all) {
            if (value instanceof JsonObject call
                    && call.integer("scene", 0, 9) == 0
                    && call.text("from").equals(from)
                    && call.text("to").equals(to)) {
                long offset = call.integer("offset", 0, 1 << 20);
                cuts.add(offset + "-" + (offset + call.integer("bytes", 1, 1 << 20)));
            }
        }
        return cuts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"int32", "json", "frame"})
    void picturesShowTheCuts(String name) throws IOException {
        Trial trial = Trial.of(name);
        Matcher matcher = SVG_READ.matcher(SvgView.document(trial.findings()));
        List<String> shown = new ArrayList<>();
        while (matcher.find()) {
            int from = Integer.parseInt(matcher.group(1));
            shown.add(from + "-" + (from + Integer.parseInt(matcher.group(2))));
        }

        List<String> expected = new ArrayList<>();
        trial.sockets().near.forEach(socket -> expected.addAll(cuts(socket.reads)));
        assertThat(shown).isEqualTo(expected).isNotEmpty();
    }

    /** A rectangle, or a text with the room that it takes at most in most fonts. */
    private record Shape(int x, int y, int width, int height, boolean text, boolean centred) {
        private static final Pattern BOX =
                Pattern.compile(
                        "<rect x=\"(\\d+)\" y=\"(\\d+)\" width=\"(\\d+)\" height=\"(\\d+)\"");
        private static final Pattern TEXT =
                Pattern.compile(
                        "<text x=\"(\\d+)\" y=\"(\\d+)\" font-size=\"(\\d+)\".*"
                                + " text-anchor=\"(\\w+)\">(.*)</text>");

        static List<Shape> of(String svg) {
            List<Shape> shapes = new ArrayList<>();
            for (String line : svg.lines().toList()) {
                Matcher box = BOX.matcher(line);
                Matcher text = TEXT.matcher(line);
                if (box.lookingAt()) {
                    shapes.add(
                            new Shape(
                                    at(box, 1), at(box, 2), at(box, 3), at(box, 4), false, false));
                } else if (text.matches()) {
                    String shown = text.group(5).replace("&quot;", "\"");
                    int width = shown.length() * at(text, 3) * 3 / 5;
                    boolean centred = text.group(4).equals("middle");
                    int x = at(text, 1) - (centred ? width / 2 : 0);
                    shapes.add(new Shape(x, at(text, 2) - 4, width, 0, true, centred));
                }
            }
            return shapes;
        }

        private static int at(Matcher matcher, int group) {
            return Integer.parseInt(matcher.group(group));
        }

        boolean holds(int px, int py) {
            return x <= px && px <= x + width && y <= py && py <= y + height;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"glue", "leak", "length", "int32", "json", "frame"})
    void noTextInAPictureRunsIntoSomethingElse(String name) throws IOException {
        List<Shape> shapes = Shape.of(SvgView.document(Trial.of(name).findings()));

        assertThat(shapes).filteredOn(Shape::centred).isNotEmpty();
        for (Shape text : shapes.stream().filter(Shape::text).toList()) {
            if (text.centred()) {
                Shape under =
                        shapes.subList(0, shapes.indexOf(text)).reversed().stream()
                                .filter(shape -> !shape.text())
                                .filter(box -> box.holds(text.x() + text.width() / 2, text.y()))
                                .findFirst()
                                .orElseThrow();
                assertThat(text.x()).as("%s on %s", text, under).isGreaterThanOrEqualTo(under.x());
                assertThat(text.x() + text.width())
                        .as("%s on %s", text, under)
                        .isLessThanOrEqualTo(under.x() + under.width());
            } else {
                assertThat(shapes)
                        .filteredOn(shape -> shape.x() > text.x() && shape.y() <= text.y() + 4)
                        .filteredOn(shape -> shape.y() + shape.height() >= text.y() - 4)
                        .allMatch(
                                shape -> shape.x() >= text.x() + text.width(), "right of " + text);
            }
        }
    }
}
