package dev.landline.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the data types of RFC 4251 section 5. A length is checked before anything is made of it.
 */
final class BlobReader {

    private final ByteBuffer data;

    BlobReader(byte[] data) {
        this.data = ByteBuffer.wrap(data);
    }

    int remaining() {
        return data.remaining();
    }

    int uint32(String what) throws KeyFormatException {
        if (data.remaining() < Integer.BYTES) {
            throw new KeyFormatException(
                    "truncated: expected 4 bytes of %s, %d are left"
                            .formatted(what, data.remaining()));
        }
        return data.getInt();
    }

    byte[] raw(int length, String what) throws KeyFormatException {
        if (length < 0 || length > data.remaining()) {
            throw new KeyFormatException(
                    "truncated or damaged: expected %d bytes of %s, %d are left"
                            .formatted(Integer.toUnsignedLong(length), what, data.remaining()));
        }
        byte[] bytes = new byte[length];
        data.get(bytes);
        return bytes;
    }

    byte[] string(String what) throws KeyFormatException {
        return raw(uint32("the length of " + what), what);
    }

    /** A name, or text for people: UTF-8. */
    String text(String what) throws KeyFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(string(what)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new KeyFormatException("damaged: %s is not UTF-8".formatted(what), e);
        }
    }
}
