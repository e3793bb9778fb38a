package dev.landline.server.scrape;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests as they stand on the line: a library would not send most of these. */
final class Http {

    private static final int PATIENCE_MILLIS = 20_000;

    private Http() {}

    /** Sends lines, an empty one behind them, and reads to the end. */
    static String ask(InetSocketAddress address, String... lines) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The status, or an empty string where nothing came. */
    static String status(String response) {
        return response.startsWith("HTTP/1.1 ") ? response.substring(9, 12) : "";
    }

    static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }
}
