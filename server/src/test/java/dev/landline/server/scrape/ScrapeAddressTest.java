package dev.landline.server.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.server.config.LoopbackAddress;
import dev.landline.server.metric.Family;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeAddressTest {

    private static final String GET = "GET /metrics HTTP/1.1";
    private static final String HOST = "Host: localhost";

    private final AtomicInteger asked = new AtomicInteger();

    private List<Family> counted() {
        return List.of(Family.counter("asked_total", "Questions.", (long) asked.incrementAndGet()));
    }

    private ScrapeAddress open() throws IOException {
        return ScrapeAddress.open(LoopbackAddress.parse("127.0.0.1:0"), this::counted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:9464",
                "127.0.0.1",
                "127.0.0.1:80",
                "127.1.2.3:9464",
                "[::1]",
                "[::1]:9464"
            })
    void whoNamesLoopbackGetsTheText(String host) throws Exception {
        try (ScrapeAddress scrapes = open()) {
            String response = Http.ask(scrapes.address(), GET, "Host: " + host);

            assertThat(response)
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase(
                            "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n")
                    .containsIgnoringCase("\r\nCache-Control: no-store\r\n");
            assertThat(Http.body(response))
                    .isEqualTo(
                            """
                            # HELP asked_total Questions.
                            # TYPE asked_total counter
                            asked_total 1
                            """);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: evil.example:9464",
                "Host: localhost.evil.example",
                "Host: 127.0.0.1.nip.io",
                "Host: localhost@evil.example",
                "Host: 192.0.2.1",
                "Host: [::2]",
                "Host: [::1",
                "Host: ::1",
                "Host: ",
                "Host: localhost:",
                "X-Host: localhost",
                "Host: localhost\r\nHost: evil.example",
            })
    void whoNamesAnotherHostGetsNothing(String header) throws Exception {
        try (ScrapeAddress scrapes = open()) {
            String response = Http.ask(scrapes.address(), GET, header);

            assertThat(Http.status(response)).isIn("403", "400", "");
            assertThat(response).doesNotContain("asked_total");
            assertThat(asked).hasValue(0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1                | 404",
                "GET /metrics/ HTTP/1.1        | 404",
                "GET /metrics/x HTTP/1.1       | 404",
                "GET /Metrics HTTP/1.1         | 404",
                "GET /../metrics HTTP/1.1      | 404",
                "POST / HTTP/1.1               | 404",
                "POST /metrics HTTP/1.1        | 405",
                "PUT /metrics HTTP/1.1         | 405",
                "DELETE /metrics HTTP/1.1      | 405",
                "HEAD /metrics HTTP/1.1        | 405",
                "OPTIONS /metrics HTTP/1.1     | 405",
                "get /metrics HTTP/1.1         | 405",
                "GET /metrics?debug=1 HTTP/1.1 | 200",
            })
    void onlyOneThingCanBeAskedFor(String line, String status) throws Exception {
        try (ScrapeAddress scrapes = open()) {
            String response = Http.ask(scrapes.address(), line, HOST);

            assertThat(Http.status(response)).isEqualTo(status);
            if (status.equals("405")) {
                assertThat(response).containsIgnoringCase("\r\nAllow: GET\r\n");
            }
            assertThat(asked).hasValue(status.equals("200") ? 1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "GET mailto:x HTTP/1.1",
                "GET * HTTP/1.1",
                "GET /%zz HTTP/1.1",
                "\u0000\u0001\u0002",
            })
    void nonsenseGetsNothingAndOthersAreServed(String line) throws Exception {
        try (ScrapeAddress scrapes = open()) {
            assertThat(Http.status(answer(scrapes, line))).isNotEqualTo("200");
            assertThat(Http.status(Http.ask(scrapes.address(), GET, HOST))).isEqualTo("200");
        }
    }

    private static String answer(ScrapeAddress scrapes, String line) throws IOException {
        try {
            return Http.ask(scrapes.address(), line, HOST);
        } catch (SocketException e) {
            return "";
        }
    }

    @Test
    void athousandAtOnceAreAnsweredByFew() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ScrapeAddress scrapes =
                ScrapeAddress.open(
                        LoopbackAddress.parse("127.0.0.1:0"),
                        () -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            now.decrementAndGet();
                            return counted();
                        })) {
            AtomicInteger good = new AtomicInteger();
            List<Thread> crowd =
                    IntStream.range(0, 1000)
                            .mapToObj(i ->
                                    Thread.ofVirtual()
                                            .start(() -> {
                                                try {
                                                    String response =
                                                            Http.ask(scrapes.address(), GET, HOST);
                                                    good.addAndGet(
                                                            Http.status(response).equals("200")
                                                                    ? 1
                                                                    : 0);
                                                } catch (IOException e) {
                                                    // Not counted as good.
                                                }
                                            }))
                            .toList();
            for (Thread one : crowd) {
                one.join();
            }

            assertThat(good).hasValue(1000);
            assertThat(asked).hasValue(1000);
            assertThat(most.get()).isBetween(1, 4);
        }
    }

    @Test
    void whoIsSlowIsCutOffAndHoldsNobodyUp() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (ScrapeAddress scrapes =
                ScrapeAddress.open(
                        LoopbackAddress.parse("127.0.0.1:0"),
                        this::counted,
                        Duration.ofSeconds(2))) {
            for (int i = 0; i < 4; i++) {
                Socket socket =
                        new Socket(scrapes.address().getAddress(), scrapes.address().getPort());
                slow.add(socket);
                socket.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(Http.status(Http.ask(scrapes.address(), GET, HOST))).isEqualTo("200");
            for (Socket socket : slow) {
                socket.setSoTimeout(20_000);
                assertThat(ended(socket)).isTrue();
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        try {
            String said =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return !said.contains(" 200 ");
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void closingItEndsRequestsAndFreesThePort() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        ScrapeAddress scrapes =
                ScrapeAddress.open(
                        LoopbackAddress.parse("127.0.0.1:0"),
                        () -> {
                            inside.countDown();
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return List.of();
                        });
        Thread asking =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Http.ask(scrapes.address(), GET, HOST);
                            } catch (IOException e) {
                                // That is what happens to it.
                            }
                        });
        inside.await();
        scrapes.close();
        asking.join();

        assertThatThrownBy(() -> Http.ask(scrapes.address(), GET, HOST))
                .isInstanceOf(ConnectException.class);
        scrapes.close();
    }

    @Test
    void anAddressThatIsTakenIsNamedWithItsSetting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LoopbackAddress address = LoopbackAddress.parse("127.0.0.1:" + taken.getLocalPort());

            assertThatThrownBy(() -> ScrapeAddress.open(address, this::counted))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("metrics.listen: cannot listen on " + address + ": ");
        }
    }
}
