package dev.landline.server.listen;

import dev.landline.ErrorCode;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/** One answer to somebody who speaks another protocol, in that protocol's manner. */
final class Courtesy {

    private static final String SENTENCE =
            "This is a Landline server. It speaks TLS 1.3 with the application protocol"
                    + " landline/1.";

    /** A fatal alert {@code protocol_version} in a TLS record (RFC 8446, section 6). */
    private static final byte[] TLS_ALERT = HexFormat.of().parseHex("15030300020246");

    private Courtesy() {}

    static byte[] to(FirstBytes first) {
        return switch (first) {
            case HTTP -> http();
            case SSH ->
                    (SENTENCE + " It does not speak SSH.\r\n").getBytes(StandardCharsets.US_ASCII);
            case TLS -> TLS_ALERT;
            case OTHER ->
                    new FrameEncoder()
                            .bytes(
                                    new Frame.Error(
                                            OptionalInt.empty(),
                                            ErrorCode.PROTOCOL_VIOLATION.wire(),
                                            "expected a TLS handshake, got something else",
                                            Optional.of(SENTENCE)));
        };
    }

    private static byte[] http() {
        String body = SENTENCE + " It does not speak HTTP.\n";
        return ("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Length: "
                        + body.length()
                        + "\r\nConnection: close\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
