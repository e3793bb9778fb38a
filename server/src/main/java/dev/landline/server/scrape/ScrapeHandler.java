package dev.landline.server.scrape;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.landline.server.config.LoopbackAddress;
import dev.landline.server.metric.Family;
import dev.landline.server.metric.PrometheusText;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /metrics}, and nothing else. A web page that has its own name lead to loopback
 * (DNS rebinding) is refused by the name that its request has as {@code Host}.
 */
final class ScrapeHandler implements HttpHandler {

    private static final String PATH = "/metrics";
    private static final String GET = "GET";
    private static final Pattern HOST =
            Pattern.compile("(?:\\[([^\\[\\]]*)]|([^:\\[\\]]*))(?::[0-9]{1,5})?");

    private final Supplier<List<Family>> metrics;

    ScrapeHandler(Supplier<List<Family>> metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> problem = foreignHost(exchange.getRequestHeaders().get("Host"));
            if (problem.isPresent()) {
                refuse(exchange, HttpURLConnection.HTTP_FORBIDDEN, problem.get());
            } else if (!PATH.equals(exchange.getRequestURI().getPath())) {
                refuse(exchange, HttpURLConnection.HTTP_NOT_FOUND, "expected " + PATH);
            } else if (!exchange.getRequestMethod().equals(GET)) {
                exchange.getResponseHeaders().set("Allow", GET);
                refuse(exchange, HttpURLConnection.HTTP_BAD_METHOD, "expected " + GET);
            } else {
                String text = PrometheusText.of(metrics.get());
                answer(exchange, HttpURLConnection.HTTP_OK, PrometheusText.CONTENT_TYPE, text);
            }
        }
    }

    private static Optional<String> foreignHost(@Nullable List<String> hosts) {
        if (hosts != null && hosts.size() == 1) {
            Matcher host = HOST.matcher(hosts.getFirst());
            if (host.matches()
                    && LoopbackAddress.isLoopback(
                            host.group(1) != null ? host.group(1) : host.group(2))) {
                return Optional.empty();
            }
        }
        return Optional.of("expected localhost or an address of loopback as Host");
    }

    private static void refuse(HttpExchange exchange, int status, String message)
            throws IOException {
        answer(exchange, status, "text/plain; charset=utf-8", message + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
