package dev.landline.server.classic;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns UTF-8 into another charset on its way. What is no UTF-8, and what the charset has no
 * character for, becomes a question mark or what the charset has in its place.
 */
final class Transcoder extends OutputStream {

    private static final int CHARS = 8192;

    private final OutputStream target;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder;
    private final CharBuffer chars = CharBuffer.allocate(CHARS);
    private final ByteBuffer encoded;
    private ByteBuffer left = ByteBuffer.allocate(0);

    private Transcoder(OutputStream target, Charset charset) {
        this.target = target;
        this.decoder = replacing(StandardCharsets.UTF_8.newDecoder());
        this.encoder =
                charset.newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        this.encoded = ByteBuffer.allocate((int) (CHARS * encoder.maxBytesPerChar()) + 16);
    }

    private static CharsetDecoder replacing(CharsetDecoder decoder) {
        return decoder.onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /**
     * A way to a stream; the stream itself where the charset is UTF-8, so that no byte is touched.
     */
    static OutputStream to(OutputStream target, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) ? target : new Transcoder(target, charset);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer source = ByteBuffer.allocate(left.remaining() + length);
        source.put(left).put(bytes, offset, length).flip();
        decode(source, false);
        left = source; // Half a character at the most.
    }

    private void decode(ByteBuffer source, boolean last) throws IOException {
        CoderResult result;
        do {
            result = decoder.decode(source, chars, last);
            encode(last && result.isUnderflow());
        } while (result.isOverflow());
    }

    private void encode(boolean last) throws IOException {
        chars.flip();
        CoderResult result;
        do {
            result = encoder.encode(chars, encoded, last);
            drain();
        } while (result.isOverflow());
        chars.compact(); // Half a surrogate pair stays.
    }

    private void drain() throws IOException {
        target.write(encoded.array(), 0, encoded.position());
        encoded.clear();
    }

    /** Writes what the end of the text still needs, and closes the target. */
    @Override
    public void close() throws IOException {
        try (target) {
            decode(left, true);
            decoder.flush(chars);
            encode(true);
            encoder.flush(encoded);
            drain();
        }
    }
}
