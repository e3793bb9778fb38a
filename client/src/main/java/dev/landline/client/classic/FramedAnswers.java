package dev.landline.client.classic;

import dev.landline.Printable;
import dev.landline.classic.ContentHash;
import dev.landline.classic.Dialect;
import dev.landline.classic.DialectException;
import dev.landline.classic.Int32;
import dev.landline.classic.JsonHeader;
import dev.landline.link.Link;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers that say how long they are. Source: {@code spec/CLASSIC.md}, sections 4 to 6.
 *
 * @param charset what the text of a header is in
 * @param settling the pause behind an answer of no bytes, in {@code length}
 */
record FramedAnswers(Link link, Dialect dialect, Charset charset, Settling settling)
        implements AnswerReader {

    private static final int LONGEST_NUMBER = 64;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

    @Override
    public void awaitTurn() throws IOException {
        settling.await();
    }

    @Override
    public Answer read(int sent, Delivery delivery) throws IOException {
        InputStream input = link.input();
        return switch (dialect) {
            case LENGTH -> {
                long length = length(input);
                link.output().write(Dialect.READY.getBytes(StandardCharsets.US_ASCII));
                if (length == 0) {
                    settling.begin();
                }
                yield plain(length, delivery);
            }
            case INT32 -> plain(announced(BigInteger.valueOf(Int32.read(input))), delivery);
            case JSON -> json(JsonHeader.read(input, charset), delivery);
            case UPPER, RAW -> throw new IllegalStateException(dialect + " has no frames");
        };
    }

    private Answer plain(long size, Delivery delivery) throws IOException {
        FixedBody.copy(link.input(), size, delivery, null);
        delivery.flush();
        return Answer.of(size);
    }

    /** The number comes in one write, and nothing behind it before it is answered. */
    private static long length(InputStream input) throws IOException {
        byte[] bytes = new byte[LONGEST_NUMBER];
        int count = input.read(bytes);
        if (count < 0) {
            throw new EOFException("the other side has closed the connection");
        }
        String text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1).strip();
        if (!NUMBER.matcher(text).matches()) {
            throw new DialectException(
                    "expected the length of the answer in digits, got '"
                            + Printable.of(text)
                            + "'");
        }
        return announced(new BigInteger(text));
    }

    private static long announced(BigInteger size) throws DialectException {
        if (size.signum() < 0) {
            throw new DialectException(
                    "the server announces an answer of " + size + " bytes; expected 0 or more");
        }
        if (size.bitLength() > Long.SIZE - 1) {
            throw new DialectException(
                    "the server announces an answer of "
                            + size
                            + " bytes; no file can have more than "
                            + Long.MAX_VALUE);
        }
        return size.longValue();
    }

    private Answer json(JsonHeader header, Delivery delivery) throws IOException {
        ContentHash expected = header.hash().orElse(null);
        MessageDigest digest = expected == null ? null : expected.algorithm().digest();
        FixedBody.copy(link.input(), header.dataSize(), delivery, digest);
        delivery.flush();
        if (expected != null && digest != null) {
            HashMismatchException.check(
                    "the answer is not what its header says",
                    expected,
                    ContentHash.of(expected.algorithm(), digest));
        }
        return new Answer(header.dataSize(), Optional.of(header), expected != null);
    }

    @Override
    public void close() {
        settling.close();
    }
}
