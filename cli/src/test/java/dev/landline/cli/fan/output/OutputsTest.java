package dev.landline.cli.fan.output;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.landline.client.fleet.HostResult;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.hosts.Host;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutputsTest {

    private static final Host WEB = Host.named("web1");

    @TempDir Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final SharedStream shared = new SharedStream(out, Runnable::run, () -> {});

    private static HostResult<String> ok(Host host) {
        return new HostResult<>(host, new Outcome.Ok<>(""), Duration.ofMillis(5), 1);
    }

    private LiveOutputs live(boolean colours, boolean terminal) {
        return new LiveOutputs(
                shared, shared, List.of(WEB, Host.named("longer-name")), colours, terminal);
    }

    private void writes(Outputs outputs, Host host, String text) throws IOException {
        try (HostOutput output = outputs.of(host)) {
            output.stdout().write(text.getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock =
                    """
                    one\\n|web1: one\\n
                    one|web1: one\\n
                    one\\n\\ntwo|web1: one\\nweb1: \\nweb1: two\\n
                    \\e[31mred\\e[H\\n|web1: \\e[31mred\\e[H\\n
                    a\\rb\\r\\n|web1: a\\rb\\r\\n
                    """)
    void whereNoTerminalIsBytesStayAsTheyAre(String written, String shown) throws IOException {
        writes(live(false, false), WEB, text(written));

        assertThat(out.toString(UTF_8)).isEqualTo(text(shown));
    }

    private static String text(String escaped) {
        return escaped.replace("\\e", "\033").translateEscapes();
    }

    @Test
    void onATerminalNothingButColoursIsDone() throws IOException {
        writes(
                live(false, true),
                WEB,
                "\033[1;31mred\033[0m \033[2Jgone \033]0;title\007 \u0085\b\ttab\rback\r\n");

        assertThat(out.toString(UTF_8))
                .isEqualTo(
                        "web1:        \033[1;31mred\033[0m ^[[2Jgone ^[]0;title^G ?^H\ttab^Mback"
                                + "\033[0m\n");
    }

    @Test
    void aHostKeepsItsColour() throws IOException {
        writes(live(true, true), WEB, "x\n");
        String first = out.toString(UTF_8);
        out.reset();
        writes(live(true, true), WEB, "x\n");

        assertThat(out.toString(UTF_8))
                .isEqualTo(first)
                .matches("\033\\[\\d\\dmweb1: +\033\\[0mx\n");
    }

    @Test
    void aLineWithoutAnEndIsCut() throws IOException {
        AtomicLong longest = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        OutputStream counting =
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        throw new AssertionError("a byte alone");
                    }

                    @Override
                    public void write(byte[] b, int offset, int length) {
                        longest.accumulateAndGet(length, Math::max);
                        bytes.addAndGet(length);
                    }
                };
        SharedStream counted = new SharedStream(counting, Runnable::run, () -> {});
        byte[] chunk = new byte[50_000];
        Arrays.fill(chunk, (byte) 'x');
        try (HostOutput output =
                new LiveOutputs(counted, counted, List.of(WEB), false, false).of(WEB)) {
            for (int i = 0; i < 2_000; i++) {
                output.stdout().write(chunk);
            }
        }

        assertThat(longest.get()).isLessThan(2 * HostLines.LONGEST);
        long lines = (100_000_000L + HostLines.LONGEST - 1) / HostLines.LONGEST;
        assertThat(bytes.get()).isEqualTo(100_000_000L + lines * "web1: \n".length());
    }

    @Test
    void whoeverBreaksTheOutputIsTold() {
        AtomicInteger told = new AtomicInteger();
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("broken pipe");
                    }
                };
        SharedStream stream = new SharedStream(broken, Runnable::run, told::incrementAndGet);
        stream.write(new byte[] {1}, 0, 1);
        stream.write(new byte[] {1}, 0, 1);

        assertThat(told).hasValue(1);
        assertThat(stream.failure())
                .hasValueSatisfying(e -> assertThat(e).hasMessage("broken pipe"));
    }

    /** A thousand outputs of a megabyte, of which three differ, take the room of three. */
    @Test
    void whatManyHaveWrittenIsKeptOnce() throws Exception {
        byte[][] texts = new byte[3][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = text(i);
        }
        Path spool = Files.createDirectory(directory.resolve("spool"));
        try (BlockStore store = new BlockStore(spool)) {
            for (int host = 0; host < 1_000; host++) {
                byte[] bytes = texts[host % 3];
                StoredStream stored = stored(store, bytes, 1 + host * 37);
                assertThat(stored.size()).isEqualTo(bytes.length);
                if (host % 100 == 0) {
                    ByteArrayOutputStream back = new ByteArrayOutputStream();
                    store.copy(stored.blocks(), back);
                    assertThat(back.toByteArray()).isEqualTo(bytes);
                }
            }
            assertThat(store.size()).isLessThanOrEqualTo(3L * texts[0].length);
            assertThat(spool).isEmptyDirectory();
        }
    }

    private static StoredStream stored(BlockStore store, byte[] bytes, int step)
            throws IOException {
        try (StoredStream stream = new StoredStream(store)) {
            for (int at = 0; at < bytes.length; at += step) {
                stream.write(bytes, at, Math.min(step, bytes.length - at));
            }
            return stream;
        }
    }

    private static byte[] text(int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(1 << 20);
        while (text.length() < 1 << 20) {
            text.append(Long.toHexString(random.nextLong())).append('\n');
        }
        return text.substring(0, 1 << 20).getBytes(UTF_8);
    }

    @Test
    void groupsAreSortedByTheirSizeAndTheOutcomeIsSaid() throws Exception {
        try (FoldedOutputs folded = new FoldedOutputs(shared, shared, false, directory)) {
            for (int i = 1; i <= 4; i++) {
                Host host = Host.named("n" + i);
                writes(folded, host, i == 1 ? "odd\n" : "even");
                folded.ended(
                        i == 2
                                ? new HostResult<>(
                                        host,
                                        new Outcome.Failed<>(7, "exit status 7", Optional.empty()),
                                        Duration.ZERO,
                                        1)
                                : ok(host));
            }
            writes(folded, WEB, "");
            folded.ended(ok(WEB));
            folded.finish();
        }

        assertThat(out.toString(UTF_8))
                .isEqualTo("n[3-4] (2):\neven\nn1 (1):\nodd\nn2 (1): failed (7)\neven\n");
    }

    @Test
    void largeOutputsComeInSeveralObjectsThatCutNoCharacter() throws Exception {
        String text = "aé€😀".repeat(200_000);
        try (JsonOutputs json = new JsonOutputs(shared, directory)) {
            writes(json, WEB, text);
            json.ended(ok(WEB));
        }
        List<String> lines = out.toString(UTF_8).lines().toList();
        StringBuilder back = new StringBuilder();
        for (String line : lines.subList(0, lines.size() - 1)) {
            assertThat(line).startsWith("{\"host\":\"web1\",\"stream\":\"stdout\",\"text\":\"");
            int end = line.indexOf('"', 48);
            back.append(line, line.indexOf("\"text\":\"") + 8, end);
        }

        assertThat(lines).hasSizeGreaterThan(2);
        assertThat(lines.getFirst()).endsWith("\"more\":true}");
        assertThat(lines.get(lines.size() - 2)).endsWith("\"}");
        assertThat(back.toString()).isEqualTo(text);
        assertThat(lines.getLast())
                .isEqualTo(
                        "{\"host\":\"web1\",\"result\":\"ok\",\"status\":0,\"milliseconds\":5,\"attempts\":1}");
    }

    @Test
    void bytesThatAreNoTextAreEncoded() throws Exception {
        try (JsonOutputs json = new JsonOutputs(shared, directory)) {
            try (HostOutput output = json.of(WEB)) {
                output.stdout().write("\351".getBytes(ISO_8859_1));
            }
            json.ended(ok(WEB));
        }

        assertThat(out.toString(UTF_8)).contains("\"base64\":\"6Q==\"");
    }

    @Test
    void filesAreNotWrittenThroughLinks() throws Exception {
        Path outside = Files.writeString(directory.resolve("outside"), "untouched");
        Path outputs = Files.createDirectory(directory.resolve("outputs"));
        Files.createSymbolicLink(outputs.resolve("web1"), outside);
        DirectoryOutputs files = new DirectoryOutputs(outputs);

        assertThat(catchThrowable(() -> writes(files, WEB, "text")))
                .isInstanceOf(IOException.class);
        assertThat(outside).hasContent("untouched");
        writes(files, Host.named("../../web/2"), "text");
        assertThat(outputs.resolve("%2E.%2F..%2Fweb%2F2")).hasContent("text");
    }

    @Test
    void differencesOfLargeTextsAreMadeOrGivenUp() {
        byte[] first = text(1);
        byte[] second = first.clone();
        second[500_000] = '?';

        assertThat(Difference.of(first, second, "a", "b"))
                .hasValueSatisfying(text -> assertThat(text).hasSizeLessThan(400));
        assertThat(Difference.of(first, text(2), "a", "b")).isEmpty();
        assertThat(Difference.of(first, new byte[Difference.LARGEST + 1], "a", "b")).isEmpty();
        assertThat(Difference.of("a".getBytes(UTF_8), "b".getBytes(UTF_8), "a", "b")).isEmpty();
        assertThat(Difference.of(first, new byte[] {(byte) 0xff}, "a", "b")).isEmpty();
    }
}
