package dev.landline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import dev.landline.wire.Specification.Section;
import dev.landline.wire.Vector.Expect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the tables of states, senders and statuses, and the vectors, to the frames there are. */
class SpecTablesTest {

    private final Specification specification;
    private final Map<String, Section> sections;

    SpecTablesTest() throws IOException {
        specification = Specification.read();
        sections = specification.frames();
    }

    @Test
    void everyFormOfAStatusIsOneThatIsRead() throws IOException {
        Set<Class<?>> forms = new HashSet<>();
        for (List<String> row : sections.get("exit").table("form of `status`", "meaning")) {
            String header =
                    "{\"type\":\"exit\",\"ch\":1,\"pipes_open\":false,\"status\":"
                            + Specification.word(row.get(0))
                            + "}";
            byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
            Frame frame =
                    FrameDecoder.decode(
                            FrameDecoder.header(bytes, 0, bytes.length), ByteBuffer.allocate(0));
            forms.add(((Frame.Exit) frame).status().getClass());
        }
        Set<Class<?>> sent = SpecMirrorTest.permitted(ExitStatus.class).collect(Collectors.toSet());
        sent.remove(ExitStatus.Lost.class);

        assertThat(forms).hasSize(3).isEqualTo(sent);
        assertThat(sections.get("exit").text())
                .contains(
                        Stream.of(ExitStatus.Reason.values())
                                .map(r -> "`" + r.wire() + "`")
                                .toList());
    }

    @Test
    void theTableOfSendersHasARowForEveryFrame() {
        List<List<String>> rows = specification.section("2.2").table("frame", "client", "server");

        assertThat(rows)
                .extracting(row -> Specification.word(row.get(0)))
                .hasSize(15)
                .containsExactlyInAnyOrderElementsOf(sections.keySet());
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.subList(1, 3)).isSubsetOf("yes", "no", "once"));
        assertThat(rows).noneSatisfy(row -> assertThat(row.subList(1, 3)).containsOnly("no"));
    }

    @Test
    void theTablesOfStatesNameFramesAndStatesThatThereAre() {
        List<List<String>> states =
                specification
                        .section("2.1")
                        .table("state", "what may be sent", "what may arrive", "next");
        Set<String> names = words(states, 0);
        Set<String> named = words(states, 1, 2, 3);

        assertThat(names).hasSize(5).contains("GREETING", "OPEN", "CLOSED");
        assertThat(named).hasSizeGreaterThanOrEqualTo(7);
        named.removeAll(names);
        assertThat(named).isNotEmpty().isSubsetOf(sections.keySet());
    }

    @Test
    void theTableOfChannelStatesNamesEveryFrameOfAChannel() {
        List<List<String>> states =
                specification.section("3.1").table("state", "arrives", "does", "next");
        Set<String> names = words(states, 0, 3);
        Set<String> onChannel =
                SpecMirrorTest.permitted(Frame.class)
                        .filter(Frame.OnChannel.class::isAssignableFrom)
                        .map(record -> record.getSimpleName().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new));
        onChannel.add("error");

        assertThat(names).containsExactlyInAnyOrder("RUNNING", "ENDING", "ENDED");
        assertThat(words(states, 1, 2)).hasSizeGreaterThanOrEqualTo(9).isEqualTo(onChannel);
    }

    @Test
    void everyVectorBelongsToASectionAndEveryFrameHasVectorsGoodAndBad() {
        List<Vector> vectors = Repository.vectors();

        assertThat(vectors).hasSizeGreaterThan(300);
        assertThat(vectors)
                .allSatisfy(vector -> assertThat(specification.find(vector.section)).isPresent());
        for (Section section : sections.values()) {
            assertThat(vectors)
                    .as("vectors of section %s", section.number())
                    .filteredOn(vector -> vector.section.equals(section.number()))
                    .anySatisfy(
                            vector -> assertThat(vector.expect).isInstanceOf(Expect.Frames.class))
                    .anySatisfy(
                            vector -> assertThat(vector.expect).isInstanceOf(Expect.Failure.class));
        }
    }

    /**
     * The words in backquotes of some columns, those with other characters than letters left out.
     */
    private static Set<String> words(List<List<String>> rows, int... columns) {
        Set<String> words = new TreeSet<>();
        for (List<String> row : rows) {
            for (int column : columns) {
                Pattern.compile("`([A-Za-z]+)`")
                        .matcher(row.get(column))
                        .results()
                        .map(match -> match.group(1))
                        .forEach(words::add);
            }
        }
        return words;
    }
}
