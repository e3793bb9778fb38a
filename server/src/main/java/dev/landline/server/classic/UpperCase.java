package dev.landline.server.classic;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Puts ASCII letters in upper case and leaves everything else alone. In charsets such as GBK the
 * second byte of a character can look like a letter; so text is decoded where it is not UTF-8.
 */
final class UpperCase {

    private final Charset charset;
    private final CharsetDecoder decoder;
    private ByteBuffer left = ByteBuffer.allocate(0);

    /** For one conversation. */
    UpperCase(Charset charset) {
        this.charset = charset;
        this.decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** The next bytes; half a character at the end is kept for the next call. */
    byte[] of(byte[] bytes) {
        return of(bytes, false);
    }

    /** Bytes that nothing follows. */
    byte[] last(byte[] bytes) {
        return of(bytes, true);
    }

    private byte[] of(byte[] bytes, boolean last) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            byte[] upper = bytes.clone();
            for (int i = 0; i < upper.length; i++) {
                upper[i] = (byte) ascii((char) upper[i]);
            }
            return upper;
        }
        ByteBuffer source = ByteBuffer.allocate(left.remaining() + bytes.length);
        source.put(left).put(bytes).flip();
        CharBuffer text =
                CharBuffer.allocate((int) (source.remaining() * decoder.maxCharsPerByte()) + 2);
        decoder.decode(source, text, last);
        left = source;
        text.flip();
        for (int i = 0; i < text.limit(); i++) {
            text.put(i, ascii(text.get(i)));
        }
        return text.toString().getBytes(charset);
    }

    private static char ascii(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c;
    }
}
