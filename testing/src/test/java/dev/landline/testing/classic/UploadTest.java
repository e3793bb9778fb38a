package dev.landline.testing.classic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are sent to a server, by friends and by others. */
final class UploadTest {

    private static final Charset GBK = Charset.forName("GBK");
    private static final JsonReader JSON = new JsonReader(8, 1 << 20);

    @TempDir private Path folder;
    private Path uploads = Path.of("/");
    private Path canary = Path.of("/");

    @BeforeEach
    void directories() throws IOException {
        uploads = Files.createDirectories(folder.resolve("outer/uploads"));
        canary = Files.writeString(folder.resolve("outer/canary"), "untouched");
    }

    private OurServer server(Charset charset) throws Exception {
        return OurServer.start(Servers.tcp(Dialect.JSON, 0), charset, uploads);
    }

    private byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static String port(ClassicAddress address) {
        return String.valueOf(Client.port(address));
    }

    /** Sends one upload for each line, and gives back one answer for each. */
    private List<JsonObject> upload(ClassicAddress address, Charset charset, String... lines)
            throws Exception {
        String output =
                Python.output(
                        Python.usual("upload_client.py"),
                        String.join("\n", lines),
                        "127.0.0.1",
                        port(address),
                        charset.name());
        List<JsonObject> answers = new ArrayList<>();
        for (String line : output.lines().toList()) {
            answers.add(json(line));
        }
        assertThat(answers).hasSameSizeAs(lines);
        return answers;
    }

    private static JsonObject json(String line) throws JsonException {
        byte[] bytes = line.getBytes(UTF_8);
        return JSON.read(bytes, 0, bytes.length);
    }

    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.list(uploads)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertNothingOutside() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> !file.startsWith(uploads)))
                    .containsExactlyInAnyOrder(folder, folder.resolve("outer"), canary);
        }
        assertThat(canary).hasContent("untouched");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3_000_000})
    void theExampleStoresAFileOnOurServer(int size) throws Exception {
        Path file = Files.write(folder.resolve("报告 1.bin"), content(size));
        try (var server = server(UTF_8)) {
            var result =
                    Python.run(
                            Python.example("json_upload.py"),
                            "",
                            "127.0.0.1",
                            port(server.address()),
                            file.toString());
            assertThat(result.stderr()).isEmpty();
            assertThat(result.stdout()).contains("报告 1.bin");
            assertThat(result.status()).isZero();
        }
        assertThat(stored()).containsExactly("报告 1.bin");
        assertThat(uploads.resolve("报告 1.bin")).hasBinaryContent(content(size));
    }

    @Test
    void theExampleStoresAFileOnAPythonServer() throws Exception {
        Path file = Files.write(folder.resolve("报告 2.bin"), content(200_000));
        try (var server = Python.serve(Python.usual("upload_server.py"), uploads.toString())) {
            String said =
                    Python.output(
                            Python.example("json_upload.py"),
                            "",
                            "127.0.0.1",
                            String.valueOf(server.port()),
                            file.toString());
            assertThat(said).isEqualTo("stored\n");
        }
        assertThat(uploads.resolve("报告 2.bin")).hasBinaryContent(content(200_000));
    }

    @Test
    void ourClientStoresAFileOnOurServerAndOnAPythonServer() throws Exception {
        Path file = Files.write(folder.resolve("报告 3.bin"), content(200_000));
        try (var ours = server(UTF_8);
                var python = Python.serve(Python.usual("upload_server.py"), folder.toString())) {
            Path kept = folder.resolve("outer/报告 3.bin");
            assertThat(OurClient.upload(ours.address(), UTF_8, file).filename())
                    .contains("报告 3.bin");
            assertThat(uploads.resolve("报告 3.bin")).hasBinaryContent(content(200_000));
            Path moved = Files.move(file, kept);
            assertThat(
                            OurClient.upload(Servers.tcp(Dialect.JSON, python.port()), UTF_8, moved)
                                    .filename())
                    .contains("报告 3.bin");
            assertThat(file).hasBinaryContent(content(200_000));
        }
    }

    @Test
    void theExampleSaysThatNothingWasStoredWhereTheServerTakesNone() throws Exception {
        Path file = Files.write(folder.resolve("file"), content(3_000_000));
        try (var server = OurServer.start(Servers.tcp(Dialect.JSON, 0), UTF_8)) {
            var result =
                    Python.run(
                            Python.example("json_upload.py"),
                            "",
                            "127.0.0.1",
                            port(server.address()),
                            file.toString());
            assertThat(result.stdout()).contains("not stored");
            assertThat(result.status()).isEqualTo(1);
        }
    }

    @Test
    void aHeaderInThreeSendsWithMoreKeysInGbkIsUnderstood() throws Exception {
        try (var server = server(GBK)) {
            var answers =
                    upload(
                            server.address(),
                            GBK,
                            "{\"filename\": \"报告.txt\", \"body\": \"text\", \"times\": 100000}",
                            "{\"filename\": \"空\", \"body\": \"\"}");
            assertThat(answers.get(0).text("filename")).isEqualTo("报告.txt");
            assertThat(answers.get(0).text("hash")).startsWith("md5:");
            assertThat(answers.get(0).text("body")).contains("报告.txt");
            assertThat(answers.get(1).text("filename")).isEqualTo("空");
        }
        assertThat(uploads.resolve("报告.txt")).hasContent("text".repeat(100_000));
        assertThat(uploads.resolve("空")).isEmptyFile();
    }

    @Test
    void aWrongHashIsRefusedAndTheNextUploadIsTaken() throws Exception {
        String wrong = "sha256:" + "0".repeat(64);
        try (var server = server(UTF_8)) {
            var answers =
                    upload(
                            server.address(),
                            UTF_8,
                            "{\"filename\": \"a\", \"body\": \"x\", \"times\": 500000, \"hash\": \""
                                    + wrong
                                    + "\"}",
                            "{\"filename\": \"b\", \"body\": \"x\", \"hash\": null}",
                            "{\"filename\": null, \"body\": \"x\"}",
                            "{\"filename\": \"c\", \"body\": \"good\"}");
            assertThat(answers.get(0).text("error")).contains(wrong);
            assertThat(answers.get(0).text("body")).contains(answers.get(0).text("error"));
            assertThat(answers.get(0).has("filename")).isFalse();
            assertThat(answers.get(1).text("error")).contains("hash");
            assertThat(answers.get(2).text("error")).contains("filename");
            assertThat(answers.get(3).text("filename")).isEqualTo("c");
        }
        assertThat(stored()).containsExactly("c");
    }

    @Test
    void anExistingFileIsNeverReplaced() throws Exception {
        Files.writeString(uploads.resolve("a.txt"), "first");
        Files.createDirectory(uploads.resolve("sub"));
        Files.createSymbolicLink(uploads.resolve("link"), canary);
        try (var server = server(UTF_8)) {
            var answers =
                    upload(
                            server.address(),
                            UTF_8,
                            "{\"filename\": \"a.txt\", \"body\": \"second\"}",
                            "{\"filename\": \"sub\", \"body\": \"third\"}",
                            "{\"filename\": \"link\", \"body\": \"fourth\"}");
            for (JsonObject answer : answers) {
                assertThat(uploads.resolve(answer.text("filename"))).isRegularFile();
            }
            assertThat(uploads.resolve(answers.getFirst().text("filename"))).hasContent("second");
        }
        assertThat(uploads.resolve("a.txt")).hasContent("first");
        assertThat(uploads.resolve("sub")).isEmptyDirectory();
        assertThat(stored()).hasSize(6);
        assertNothingOutside();
    }

    @Test
    void hostileNamesAreMadeHarmlessOrRefused() throws Exception {
        List<String> names =
                List.of(
                        "../../x",
                        "../canary",
                        folder.resolve("absolute").toString(),
                        "/etc/passwd",
                        "..\\\\..\\\\x",
                        "C:\\\\x",
                        "",
                        ".",
                        "..",
                        "/",
                        "a/",
                        ".bashrc",
                        "nul\\u0000.txt",
                        "line\\nfeed\\u001b[31m",
                        "\\u202egnp.exe",
                        "x".repeat(300),
                        "长".repeat(300) + ".txt",
                        " ",
                        "-rf");
        String[] lines =
                names.stream()
                        .map(name -> "{\"filename\": \"" + name + "\", \"body\": \"evil\"}")
                        .toArray(String[]::new);
        int kept = 0;
        try (var server = server(UTF_8)) {
            for (JsonObject answer : upload(server.address(), UTF_8, lines)) {
                if (answer.has("error")) {
                    assertThat(answer.text("body")).contains(answer.text("error"));
                    continue;
                }
                kept++;
                String name = answer.text("filename");
                assertThat(name).doesNotContain("/", "\\", "\u202e").doesNotStartWith(".");
                assertThat(name.codePoints().noneMatch(Character::isISOControl)).isTrue();
                assertThat(name.getBytes(UTF_8).length).isBetween(1, 255);
                assertThat(uploads.resolve(name)).isRegularFile().hasContent("evil");
            }
        }
        assertThat(stored()).hasSize(kept).hasSizeGreaterThan(8);
        assertNothingOutside();
    }

    @Test
    void aSizeThatMakesNoSenseIsAnsweredAndTheConnectionClosed() throws Exception {
        List<String> sizes =
                List.of(
                        "null",
                        "-1",
                        "1.5",
                        "1e3",
                        "\"12\"",
                        "1231231231231313131231123131323",
                        "9223372036854775808",
                        "[]");
        List<String> lines = new ArrayList<>();
        for (String size : sizes) {
            lines.add("{\"filename\": \"a\", \"body\": \"x\", \"data_size\": " + size + "}");
            lines.add("{\"filename\": \"b\", \"body\": \"good\"}");
        }
        try (var server = server(UTF_8)) {
            var answers = upload(server.address(), UTF_8, lines.toArray(String[]::new));
            for (int i = 0; i < sizes.size(); i++) {
                assertThat(answers.get(2 * i).text("error"))
                        .as(sizes.get(i))
                        .containsAnyOf("data_size: expected", "announces a body");
                assertThat(answers.get(2 * i + 1)).as(sizes.get(i)).isEqualTo(json("{}"));
            }
        }
        assertThat(stored()).isEmpty();
    }

    /** What others name the keys: nothing says how long the body is, so nothing can be skipped. */
    @Test
    void aHeaderWithOtherNamesForItsKeysIsAnsweredAndTheConnectionClosed() throws Exception {
        try (var server = server(UTF_8)) {
            var answers =
                    upload(
                            server.address(),
                            UTF_8,
                            "{\"filename\": \"a\", \"body\": \"x\", \"data_size\": null,"
                                    + " \"hash\": null}");
            assertThat(answers.getFirst().text("error")).contains("data_size");
        }
        assertThat(stored()).isEmpty();
    }
}
