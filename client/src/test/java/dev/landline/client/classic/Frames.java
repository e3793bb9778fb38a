package dev.landline.client.classic;

import dev.landline.classic.Int32;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Answers as servers write them. */
final class Frames {

    private Frames() {}

    static byte[] int32(int length, String body) {
        return joined(Int32.bytes(length), utf8(body));
    }

    static byte[] json(String header, String body) {
        return joined(Int32.bytes(utf8(header).length), utf8(header), utf8(body));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
