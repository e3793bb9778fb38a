package dev.landline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.json.JsonObject;
import dev.landline.wire.Specification.Section;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code spec/PROTOCOL.md} and the code together, in both directions. */
class SpecMirrorTest {

    private static final int FRAMES = 15;

    private final Specification specification;
    private final Map<String, Section> sections;

    SpecMirrorTest() throws IOException {
        specification = Specification.read();
        sections = specification.frames();
    }

    @Test
    void everyFrameSectionIsOneRecordAndEveryRecordHasASection() throws IOException {
        Map<String, Class<?>> records = new TreeMap<>();
        for (Frame frame : framesOfTheVectors()) {
            if (!(frame instanceof Frame.Unknown)) {
                records.put(frame.type(), frame.getClass());
            }
        }

        assertThat(records).hasSize(FRAMES);
        assertThat(records.keySet()).isEqualTo(sections.keySet());
        assertThat(permitted(Frame.class).collect(Collectors.toSet()))
                .isEqualTo(
                        Stream.concat(records.values().stream(), Stream.of(Frame.Unknown.class))
                                .collect(Collectors.toSet()));
        records.forEach((type, record) ->
                assertThat(record.getSimpleName().toLowerCase(Locale.ROOT)).isEqualTo(type));
    }

    @Test
    void theFieldsOfASectionAreTheComponentsOfItsRecord() {
        int fields = 0;
        for (Class<?> record : permitted(Frame.class).toList()) {
            if (record == Frame.Unknown.class) {
                continue;
            }
            List<List<String>> rows = fields(record.getSimpleName().toLowerCase(Locale.ROOT));
            List<RecordComponent> components = Arrays.asList(record.getRecordComponents());

            assertThat(rows)
                    .extracting(row -> component(row.get(0)))
                    .as(record.getSimpleName())
                    .isEqualTo(components.stream().map(RecordComponent::getName).toList());
            for (int i = 0; i < rows.size(); i++) {
                assertThat(components.get(i).getType())
                        .as(record.getSimpleName() + "." + components.get(i).getName())
                        .isIn(javaTypes(rows.get(i).get(0), rows.get(i).get(1)));
                fields++;
            }
        }
        assertThat(fields).isGreaterThanOrEqualTo(44);
    }

    @Test
    void theEncoderWritesTheFieldsInTheOrderOfTheTable() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (Frame frame : framesOfTheVectors()) {
            if (frame instanceof Frame.Unknown) {
                continue;
            }
            List<String> written = new ArrayList<>(header(frame).fields().keySet());
            List<String> expected = new ArrayList<>(List.of("type"));
            for (List<String> row : fields(frame.type())) {
                String name = Specification.word(row.get(0));
                if (written.contains(name) || !row.get(1).endsWith(", opt")) {
                    expected.add(name);
                }
            }
            assertThat(written).as("fields of %s", frame).isEqualTo(expected);
            written.forEach(name -> seen.add(frame.type() + "." + name));
        }
        Set<String> described = new TreeSet<>();
        sections.keySet()
                .forEach(type -> {
                    described.add(type + ".type");
                    fields(type)
                            .forEach(row ->
                                    described.add(type + "." + Specification.word(row.get(0))));
                });
        assertThat(seen).isEqualTo(described);
    }

    @Test
    void theCommentOfEveryRecordNamesItsSection() throws IOException {
        String source =
                Files.readString(
                        Repository.file("core/src/main/java/dev/landline/wire/Frame.java"));
        Map<String, String> named =
                Pattern.compile(
                                "/\\*\\*\\s+\\* Section ([0-9.]+): (?:[^*]|\\*(?!/))*\\*/"
                                        + "\\s+(?:@[^\\n]+\\s+)?record (\\w+)\\(")
                        .matcher(source)
                        .results()
                        .collect(
                                Collectors.toMap(
                                        match -> match.group(2).toLowerCase(Locale.ROOT),
                                        match -> match.group(1)));
        Map<String, String> expected = new TreeMap<>(Map.of("unknown", "1.2"));
        sections.forEach((type, section) -> expected.put(type, section.number()));

        assertThat(named).hasSize(FRAMES + 1).isEqualTo(expected);
    }

    @Test
    void theTableOfErrorsIsTheEnum() {
        Map<String, String> table = new TreeMap<>();
        for (List<String> row : specification.section("7").table("code", "scope", "meaning")) {
            assertThat(table.put(Specification.word(row.get(0)), row.get(1))).isNull();
        }
        Map<String, String> codes =
                Arrays.stream(ErrorCode.values())
                        .collect(
                                Collectors.toMap(
                                        ErrorCode::wire,
                                        code -> code.scope().name().toLowerCase(Locale.ROOT)));

        assertThat(table).hasSizeGreaterThanOrEqualTo(28).isEqualTo(codes);
        assertThat(ErrorCode.values())
                .allSatisfy(code -> assertThat(ErrorCode.ofWire(code.wire())).contains(code))
                .allSatisfy(code ->
                        assertThat(code.wire()).isEqualTo(code.name().toLowerCase(Locale.ROOT)));
    }

    @Test
    void theLimitsAreTheConstants() {
        Map<String, String> limits = new TreeMap<>();
        for (List<String> row :
                specification.section("1.1").table("limit", "value", "an error says")) {
            limits.put(row.get(0), row.get(1).replaceAll("([0-9]),([0-9])", "$1$2"));
        }

        assertThat(limits).hasSize(5);
        assertThat(limits.get("shortest header")).isEqualTo(Framing.MIN_HEADER + " bytes");
        assertThat(limits.get("longest header")).isEqualTo(Framing.MAX_HEADER + " bytes");
        assertThat(limits.get("longest body")).endsWith("at most " + Framing.MAX_BODY + " bytes");
        assertThat(limits.get("nesting of the header")).startsWith(Framing.MAX_DEPTH + " levels,");
        assertThat(limits.get("`data_size`, offsets, counters")).isEqualTo("0 to 2^53 − 1");
        assertThat(Framing.MAX_INTEGER).isEqualTo((1L << 53) - 1);
        assertThat(specification.section("1").text()).contains("int32, LE");
        assertThat(Framing.LENGTH_BYTES).isEqualTo(Integer.BYTES);
        assertThat(specification.section("2").text()).contains("`" + Framing.ALPN + "`");
        assertThat(meaning("hello", "version")).endsWith(": " + Framing.VERSION);
        assertThat(meaning("data", "stream")).endsWith("1 to " + Framing.MAX_NAME + " characters");
        assertThat(specification.section("4").text().replace(",", ""))
                .contains("may send " + Framing.FIRST_WINDOW + " bytes of `stdin`");
    }

    @Test
    void everyHexdumpIsAFrameThatIsWrittenTheSameWay() throws IOException {
        int dumps = 0;
        for (Map.Entry<String, Section> entry : sections.entrySet()) {
            for (List<String> block : entry.getValue().codeBlocks()) {
                byte[] bytes = Hexdump.parse(block);
                Outcome outcome = Outcome.of(bytes);

                assertThat(outcome.error()).isEmpty();
                assertThat(outcome.types()).containsExactly(entry.getKey());
                assertThat(new FrameEncoder().bytes(outcome.frames().getFirst())).isEqualTo(bytes);
                dumps++;
            }
        }
        assertThat(dumps).isGreaterThanOrEqualTo(5);
    }

    /** The records of a sealed type, and of the sealed types in it. */
    static Stream<Class<?>> permitted(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SpecMirrorTest::permitted)
                : Stream.of(type);
    }

    private static List<Frame> framesOfTheVectors() throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (Vector vector : Repository.vectors()) {
            frames.addAll(Outcome.of(vector.bytes()).frames());
        }
        assertThat(frames).hasSizeGreaterThan(100);
        return frames;
    }

    private static JsonObject header(Frame frame) throws IOException {
        byte[] bytes = new FrameEncoder().bytes(frame);
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return FrameDecoder.header(bytes, Framing.LENGTH_BYTES, length);
    }

    private List<List<String>> fields(String type) {
        return sections.get(type).table("field", "type", "meaning");
    }

    private String meaning(String type, String field) {
        return fields(type).stream()
                .filter(row -> Specification.word(row.get(0)).equals(field))
                .map(row -> row.get(2))
                .findFirst()
                .orElseThrow();
    }

    private static String component(String cell) {
        String field = Specification.word(cell);
        return field.equals("data_size")
                ? "body"
                : Pattern.compile("_([a-z])")
                        .matcher(field)
                        .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }

    private static List<Class<?>> javaTypes(String field, String type) {
        if (Specification.word(field).equals("data_size")) {
            return List.of(ByteBuffer.class);
        }
        return switch (type) {
            case "integer" -> List.of(int.class, long.class);
            case "string" -> List.of(String.class);
            case "boolean" -> List.of(boolean.class);
            case "array of strings" -> List.of(List.class);
            case "object" -> List.of(JsonObject.class, Map.class, ExitStatus.class);
            case "integer, opt" -> List.of(OptionalInt.class);
            case "string, opt", "object, opt" -> List.of(Optional.class);
            default -> throw new AssertionError("a type that this test does not know: " + type);
        };
    }
}
