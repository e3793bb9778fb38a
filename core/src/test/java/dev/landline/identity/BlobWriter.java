package dev.landline.identity;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes the data types of RFC 4251 section 5. */
final class BlobWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    BlobWriter uint32(int value) {
        out.write(value >>> 24);
        out.write(value >>> 16);
        out.write(value >>> 8);
        out.write(value);
        return this;
    }

    BlobWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    BlobWriter string(byte[] bytes) {
        return uint32(bytes.length).raw(bytes);
    }

    BlobWriter text(String text) {
        return string(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A number above zero: its bytes already are an mpint. */
    BlobWriter positive(BigInteger value) {
        return string(value.toByteArray());
    }

    int size() {
        return out.size();
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
