package dev.landline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code landline serve} as a process gives to those who watch it, and what that costs. */
@Timeout(60)
class WatchedProcessTest {

    private static final Pattern WATCHING =
            Pattern.compile(
                    "(?:com\\.sun|sun)\\.net\\.httpserver\\.\\S+|jdk\\.jfr\\.\\S+"
                            + "|dev\\.landline\\.server\\.(?:flight|scrape)\\.\\S+");

    private static final Pattern METRICS =
            Pattern.compile("landline: metrics at http://127\\.0\\.0\\.1:(\\d+)/metrics");

    @TempDir Path folder;

    private Account server;
    private Account someone;
    private String target;

    @BeforeEach
    void twoUsers(@TempDir Path serverHome, @TempDir Path home) {
        server = new Account(serverHome);
        someone = new Account(home);
        target = "unix:" + serverHome.resolve("socket");
    }

    private Jvm serve(String config, String... options) throws Exception {
        Path file = Files.writeString(server.home().resolve("landline.toml"), config);
        return Jvm.start(
                List.of(options),
                server.home(),
                "serve",
                "--listen",
                target,
                "--config",
                file.toString());
    }

    private static Matcher awaitLine(Jvm serve, Pattern wanted) throws Exception {
        for (String line = serve.errLine(); line != null; line = serve.errLine()) {
            Matcher matcher = wanted.matcher(line);
            if (matcher.matches()) {
                return matcher;
            }
        }
        throw new AssertionError("expected " + wanted);
    }

    private static Matcher awaitListening(Jvm serve) throws Exception {
        return awaitLine(serve, Pattern.compile("landline: listening on .*"));
    }

    private void work() {
        assertThat(someone.runs("exec", target, "echo", "hi").out()).isEqualTo("hi\n");
        assertThat(someone.runs("info", target).status()).isZero();
        assertThat(someone.runs("exec", target, "/no/such/program").status()).isEqualTo(127);
    }

    private List<String> watching(Path log) throws Exception {
        String loaded = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(loaded).contains("dev.landline.server.watch.ServerWatch ");
        return WATCHING.matcher(loaded).results().map(result -> result.group()).distinct().toList();
    }

    @Test
    void whereNobodyWatchesNothingIsLoadedForIt() throws Exception {
        Path log = folder.resolve("classes");
        try (Jvm serve = serve("", "-Xlog:class+load:file=" + log)) {
            awaitListening(serve);
            work();
            assertThat(watching(log))
                    .as(
                            "but what JMX asks of the JVM: the commands of jcmd, those for"
                                    + " recordings too")
                    .doesNotContain("jdk.jfr.Event", "jdk.jfr.internal.PlatformRecorder")
                    .allMatch(name -> name.startsWith("jdk.jfr."));

            String name = "metrics.flight_recorder";
            assertThat(someone.runs("settings", "set", target, name, "on").out())
                    .isEqualTo(name + " = on (live)\n");
            work();
            assertThat(watching(log))
                    .contains("jdk.jfr.Event", "dev.landline.server.flight.SessionEvent")
                    .doesNotContain("com.sun.net.httpserver.HttpServer");
        }
    }

    @Test
    void aServerInsideACommandLoadsNothingForIt() throws Exception {
        Path log = folder.resolve("classes");
        List<String> options = List.of("-Xlog:class+load:file=" + log);
        try (Jvm exec = Jvm.start(options, someone.home(), "exec", "local", "echo", "hi")) {
            assertThat(exec.outLine()).isEqualTo("hi");
            assertThat(exec.status()).isZero();
        }
        assertThat(watching(log)).isEmpty();
    }

    @Test
    void aRecordingOfAServerHasWhatItDid() throws Exception {
        Path recording = folder.resolve("landline.jfr");
        String config = "metrics.flight_recorder = 'on'\nmetrics.listen = '127.0.0.1:0'\n";
        try (Jvm serve = serve(config, "-XX:StartFlightRecording:filename=" + recording)) {
            int port = Integer.parseInt(awaitLine(serve, METRICS).group(1));
            work();
            assertThat(scraped(port))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\nlandline_sessions_total 1\n");
            serve.signal("TERM");
            assertThat(serve.status()).isZero();
        }
        String events = printed(recording);

        assertThat(events).contains("dev.landline.Handshake {", "result = \"ok\"");
        assertThat(events)
                .contains("dev.landline.Connection {", "cause = \"bye\"", "identity = \"unix:");
        assertThat(events).contains("dev.landline.Channel {", "service = \"info\"");
        assertThat(events).contains("dev.landline.Session {", "status = \"exited 0\"");
        assertThat(events).doesNotContain("echo", "/no/such/program");
    }

    private static String scraped(int port) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(
                            "GET /metrics HTTP/1.0\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String printed(Path recording) throws Exception {
        Path jfr = Path.of(System.getProperty("java.home"), "bin", "jfr");
        Process print =
                new ProcessBuilder(
                                jfr.toString(),
                                "print",
                                "--events",
                                "dev.landline.*",
                                recording.toString())
                        .redirectErrorStream(true)
                        .start();
        String text = new String(print.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(print.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(print.exitValue()).as(text).isZero();
        return text;
    }
}
