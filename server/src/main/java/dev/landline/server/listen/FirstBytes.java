package dev.landline.server.listen;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the first four bytes of a connection look like. Source: {@code spec/PROTOCOL.md}, 1.3. */
enum FirstBytes {
    /** A TLS record with a handshake in it. */
    TLS,
    /** A method of HTTP. */
    HTTP,
    /** The beginning of SSH's version exchange. */
    SSH,
    /** Anything else: on a TLS port a Landline frame without TLS, or noise. */
    OTHER;

    static final int COUNT = 4;

    private static final List<String> METHODS =
            List.of("GET ", "POST", "PUT ", "HEAD", "DELE", "OPTI", "PATC", "CONN", "TRAC", "PRI ");

    static FirstBytes of(byte[] bytes) {
        if (bytes[0] == 0x16 && bytes[1] == 0x03 && bytes[2] != 0) { // no header of 790 bytes
            return TLS;
        }
        String text = new String(bytes, 0, COUNT, StandardCharsets.ISO_8859_1);
        if (METHODS.contains(text)) {
            return HTTP;
        }
        return text.equals("SSH-") ? SSH : OTHER;
    }

    /** What to call it in the log. */
    String described() {
        return switch (this) {
            case TLS -> "TLS";
            case HTTP -> "HTTP";
            case SSH -> "SSH";
            case OTHER -> "something that is not TLS";
        };
    }
}
