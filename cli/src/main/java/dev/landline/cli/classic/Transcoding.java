package dev.landline.cli.classic;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns text of a charset into UTF-8 as it passes, whatever pieces it comes in. What is no text
 * becomes U+FFFD.
 */
final class Transcoding extends OutputStream {

    private final OutputStream out;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(8 * 1024);
    private final CharBuffer chars = CharBuffer.allocate(8 * 1024);

    Transcoding(OutputStream out, Charset charset) {
        this.out = out;
        this.decoder =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] piece, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = Math.min(bytes.remaining(), length - done);
            bytes.put(piece, offset + done, count);
            done += count;
            decode(false);
        }
    }

    private void decode(boolean end) throws IOException {
        bytes.flip();
        CoderResult result;
        do {
            result = decoder.decode(bytes, chars, end);
            pass();
        } while (result.isOverflow());
        bytes.compact();
    }

    private void pass() throws IOException {
        chars.flip();
        // A pair of surrogates is decoded as one, so that no piece ends between them.
        out.write(chars.toString().getBytes(StandardCharsets.UTF_8));
        chars.clear();
    }

    /** Nothing comes any more: half a character at the end is no text. Does not close the rest. */
    @Override
    public void close() throws IOException {
        decode(true);
        decoder.flush(chars);
        pass();
    }
}
