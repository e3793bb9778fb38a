package dev.landline.client.diagnosis;

import dev.landline.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The first bytes of whoever listens at a port, and what they say about it. */
final class FirstWords {

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int TLS_MAJOR = 3;
    private static final int ALERT_REASON = 6;
    private static final int NO_APPLICATION_PROTOCOL = 120;
    private static final int PROTOCOL_VERSION = 70;
    private static final int LEAST_WORDS = 3;

    private final byte[] bytes;

    FirstWords(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    boolean isSilent() {
        return bytes.length == 0;
    }

    /** Who that is, where it is not a Landline server as far as can be told. */
    Optional<String> stranger() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith("SSH-")) {
            return Optional.of("an SSH server (" + line(text) + ")");
        }
        if (text.startsWith("HTTP/") || text.startsWith("<")) {
            return Optional.of("a web server without TLS (" + line(text) + ")");
        }
        if (isTls()) {
            return tlsStranger();
        }
        if (isSilent()) {
            return Optional.empty();
        }
        return Optional.of(
                line(text).length() >= LEAST_WORDS && isText(line(text))
                        ? "something else (it says '" + line(text) + "')"
                        : "something else, which does not speak TLS");
    }

    private boolean isTls() {
        return bytes.length >= 2
                && (bytes[0] == ALERT || bytes[0] == HANDSHAKE)
                && bytes[1] == TLS_MAJOR;
    }

    private Optional<String> tlsStranger() {
        if (bytes[0] != ALERT || bytes.length <= ALERT_REASON) {
            return Optional.empty();
        }
        return switch (bytes[ALERT_REASON]) {
            case NO_APPLICATION_PROTOCOL ->
                    Optional.of("a TLS server that does not speak Landline, such as a web server");
            case PROTOCOL_VERSION ->
                    Optional.of("a TLS server that does not know TLS 1.3, so not Landline's");
            default -> Optional.empty();
        };
    }

    private static String line(String text) {
        return Printable.brief(text.lines().findFirst().orElse(""));
    }

    private static boolean isText(String line) {
        return line.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }
}
