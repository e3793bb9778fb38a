package dev.landline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.testing.behaviour.Background;
import dev.landline.testing.classic.Python;
import java.io.BufferedReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code landline classic} on one side, a script of a few lines on the other. */
final class ClassicDialectsTest {

    private static final String COMMANDS = "echo 你好\nprintf '世界\\n' >&2\nexit 3\n";
    private static final String ANSWERS = "你好\n世界\n";

    @TempDir private Path folder;
    private Shell shell = new Shell(Path.of("/"));

    @BeforeEach
    void home() throws Exception {
        shell = new Shell(Files.createDirectory(folder.resolve("home")));
    }

    @Test
    void theExamplesTalkToOneServerInEveryDialect() throws Exception {
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        Path file = Files.writeString(folder.resolve("报告"), "content");
        List<String> command =
                shell.landline(
                        "classic",
                        "serve",
                        "--charset",
                        "gbk",
                        "--backlog",
                        "5",
                        "--upload-dir",
                        uploads.toString());
        for (String dialect : List.of("upper", "raw", "length", "int32", "json", "upper+udp")) {
            command.add(dialect + "://127.0.0.1:0");
        }
        Process process = shell.builder(command).redirectErrorStream(true).start();
        try (BufferedReader log = process.inputReader(StandardCharsets.UTF_8)) {
            Map<String, String> ports = ports(log, 6);
            assertThat(talk("upper", ports, "a你好b")).isEqualTo("A你好B\n");
            assertThat(talk("upper_udp", ports, "a你好b")).isEqualTo("A你好B\n");
            assertThat(talk("raw", ports, "echo 你好")).isEqualTo("你好\n");
            for (String dialect : List.of("length", "int32", "json")) {
                assertThat(talk(dialect, ports, COMMANDS)).as(dialect).isEqualTo(ANSWERS);
            }
            Python.output(
                    Python.example("json_upload.py"),
                    "",
                    "127.0.0.1",
                    String.valueOf(ports.get("json")),
                    file.toString(),
                    "gbk");
            assertThat(uploads.resolve("报告")).hasContent("content");
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /** From what the server says first; the port is the last thing of each line. */
    private static Map<String, String> ports(BufferedReader log, int addresses) throws Exception {
        return Background.of(
                        () -> {
                            Map<String, String> ports = new TreeMap<>();
                            String line;
                            while (ports.size() < addresses && (line = log.readLine()) != null) {
                                if (line.contains("listening on ")) {
                                    String address =
                                            line.substring(line.indexOf("listening on ") + 13);
                                    ports.put(
                                            address.replaceAll("://.*", "").replace('+', '_'),
                                            address.substring(address.lastIndexOf(':') + 1));
                                }
                            }
                            assertThat(ports).hasSize(addresses);
                            return ports;
                        })
                .get();
    }

    private static String talk(String dialect, Map<String, String> ports, String commands)
            throws Exception {
        return Python.output(
                Python.example(dialect + "_client.py"),
                commands,
                "127.0.0.1",
                String.valueOf(ports.get(dialect)),
                "gbk");
    }

    @Test
    void theCommandLineTalksToTheExamples() throws Exception {
        try (var server = Python.serve(Python.example("json_server.py"), "gbk")) {
            List<String> command =
                    new ArrayList<>(shell.landline("classic", "connect", "--charset", "gbk"));
            command.add("json://127.0.0.1:" + server.port());
            Process process =
                    shell.builder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(("\n" + COMMANDS + "quit\necho no\n").getBytes(StandardCharsets.UTF_8));
                input.close();
                byte[] shown = Background.of(() -> process.getInputStream().readAllBytes()).get();
                assertThat(new String(shown, StandardCharsets.UTF_8)).isEqualTo(ANSWERS);
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
