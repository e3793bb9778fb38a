package dev.landline.testing.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.client.Landline;
import dev.landline.server.config.MetricsSettings;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.classic.Python;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus at a server that works. */
@Timeout(60)
class ScrapeTest {

    private static final int SCRAPES = 60;
    private static final Pattern NAME = Pattern.compile("`((?:landline|process|jvm)_[a-z_]+)");

    @TempDir Path folder;

    private static TestServer server() throws IOException {
        return TestServer.with()
                .metrics(MetricsSettings.on("127.0.0.1:0"))
                .with(Greeter::offer)
                .start();
    }

    private static InetSocketAddress at(TestServer server) {
        return server.server().metricsAddress().orElseThrow();
    }

    private static String scrape(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            String response =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).startsWith("HTTP/1.1 200 ");
            return response.substring(response.indexOf("\r\n\r\n") + 4);
        }
    }

    @Test
    void theTextIsStrictAndSaysWhatTheCountersSay() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = server();
                Landline landline = server.connect()) {
            var _ = landline.exec("true").run();
            var _ = landline.call(Greeter.NAME).value();
            Counted.await(server, "landline_channels_open", 0);
            Map<String, Double> scraped = ExpositionText.parse(scrape(at(server)));

            assertThat(scraped.keySet()).isEqualTo(Counted.by(server).values().keySet());
            assertThat(scraped)
                    .containsEntry("landline_sessions_total", 1.0)
                    .containsEntry("landline_calls_total{handler=\"greet\"}", 1.0)
                    .containsEntry("landline_connections_open", 1.0);
            assertThat(ExpositionText.parse(server.server().prometheus()).keySet())
                    .isEqualTo(scraped.keySet());
        }
    }

    @Test
    void everyMetricStandsInTheManualAndTheOtherWayRound() throws Exception {
        try (TestServer server = server()) {
            Set<String> told = new TreeSet<>();
            server.server()
                    .prometheus()
                    .lines()
                    .filter(line -> line.startsWith("# TYPE "))
                    .forEach(line -> told.add(line.split(" ", -1)[2]));
            Set<String> documented = new TreeSet<>();
            Files.readAllLines(Path.of("..", "docs", "operations.md")).stream()
                    .filter(line -> line.startsWith("| `"))
                    .forEach(line -> {
                        Matcher names = NAME.matcher(line.split("\\|", -1)[1]);
                        while (names.find()) {
                            documented.add(names.group(1));
                        }
                    });

            assertThat(told).hasSizeGreaterThan(15);
            assertThat(documented).containsAll(told);
            documented.removeAll(told);
            assertThat(documented)
                    .as("those that have no number as long as nothing has happened")
                    .containsExactlyInAnyOrder(
                            "landline_calls_total",
                            "landline_channels_total",
                            "landline_connections_ended_total",
                            "landline_connections_refused_total",
                            "landline_errors_total");
        }
    }

    @Test
    void underLoadNumbersOnlyRiseAndTheServerServes() throws Exception {
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = server()) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong done = new AtomicLong();
            List<Thread> crowd = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                crowd.add(
                        Thread.ofVirtual()
                                .start(() -> {
                                    while (!over.get()) {
                                        try (Landline landline = server.connect()) {
                                            var _ = landline.call(Greeter.NAME).value();
                                            done.incrementAndGet();
                                        } catch (IOException e) {
                                            over.set(true);
                                            throw new UncheckedIOException(e);
                                        }
                                    }
                                }));
            }
            Map<String, Double> before = ExpositionText.parse(scrape(at(server)));
            for (int i = 0; i < SCRAPES; i++) {
                Map<String, Double> now = ExpositionText.parse(scrape(at(server)));
                before.forEach((id, value) -> {
                    if (id.contains("_total") || id.contains("_bucket") || id.contains("_count")) {
                        assertThat(now.getOrDefault(id, -1.0)).as(id).isGreaterThanOrEqualTo(value);
                    }
                });
                before = now;
            }
            assertThat(over).isFalse();
            over.set(true);
            for (Thread one : crowd) {
                one.join();
            }
            Counted.await(server, "landline_connections_open", 0);

            Counted counted = Counted.by(server);
            assertThat(counted.get("landline_calls_total{handler=\"greet\"}"))
                    .isEqualTo(done.get())
                    .isPositive();
            assertThat(counted.get("landline_connections_total")).isEqualTo(done.get());
            assertThat(counted.all("landline_connections_ended_total"))
                    .isEqualTo(Map.of("{code=\"bye\"}", done.get()));
        }
    }

    @Test
    void pythonReadsItToo() throws Exception {
        Path script =
                Files.writeString(
                        folder.resolve("scrape.py"),
                        """
                        import re, sys, urllib.request
                        with urllib.request.urlopen(sys.argv[1], timeout=20) as response:
                            kind = response.headers["Content-Type"]
                            text = response.read().decode("utf-8")
                        assert kind == "text/plain; version=0.0.4; charset=utf-8", kind
                        labels = r'(?:\\{[a-z_]+="[^"]*"(?:,[a-z_]+="[^"]*")*\\})?'
                        numbers = {}
                        for line in text.splitlines():
                            if not line.startswith("#"):
                                name = re.fullmatch("([a-z_]+" + labels + ") (\\\\S+)", line)
                                numbers[name.group(1)] = float(name.group(2))
                        print(len(numbers) > 50, numbers["landline_sessions_total"])
                        """);
        try (TestServer server = server();
                Landline landline = server.connect()) {
            var _ = landline.exec("true").run();

            String url = "http://127.0.0.1:" + at(server).getPort() + "/metrics";
            assertThat(Python.output(script, "", url)).isEqualTo("True 1.0\n");
        }
    }

    @Test
    void theAddressEndsWithTheServerAndIsNotThereUnasked() throws Exception {
        try (TestServer silent = TestServer.start()) {
            assertThat(silent.server().metricsAddress()).isEmpty();
        }
        InetSocketAddress address;
        try (LeakCheck _ = LeakCheck.start();
                TestServer server = server()) {
            address = at(server);
            assertThat(address.getAddress().isLoopbackAddress()).isTrue();
        }
        assertThatThrownBy(() -> scrape(address)).isInstanceOf(IOException.class);
    }
}
