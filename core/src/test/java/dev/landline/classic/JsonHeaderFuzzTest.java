package dev.landline.classic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives any bytes to the reader of headers. The ordinary build runs the corpus in {@code
 * src/test/resources}; this goes on from there:
 *
 * <pre>./mvnw test -pl core -Dfuzz=JsonHeaderFuzzTest -Djazzer.max_duration=10m</pre>
 *
 * <p>New inputs are kept in {@code core/.cifuzz-corpus}, one that fails is added to the corpus.
 */
class JsonHeaderFuzzTest {

    private static final Charset GBK = Charset.forName("GBK");

    static Stream<byte[]> headers() {
        Stream<byte[]> framed =
                Stream.of(
                                "{\"data_size\":0}",
                                "{\"data_size\":-0}",
                                "{\"data_size\":1231231231231313131231123131323}",
                                "{\"data_size\":9223372036854775807,\"filename\":\"../你好\\u0000\"}",
                                "{\"data_size\":1e9}",
                                "{\"data_size\":-" + "9".repeat(1000) + "}",
                                "{\"data_size\":1,\"hash\":\"md5:d41d8cd98f00b204e9800998ecf8427e\"}",
                                "{\"error\":\"\\ud83d\\ude00\",\"data_size\":5}hello",
                                "\ufeff{\"data_size\":1}",
                                "{\"data_size\":{\"data_size\":[[[[]]]]}}")
                        .map(text -> framed(text.getBytes(UTF_8)));
        Stream<byte[]> other =
                Stream.of(
                        framed("{\"filename\":\"报告\",\"data_size\":4}".getBytes(GBK)),
                        "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8),
                        Int32.bytes(-1),
                        Int32.bytes(65_536),
                        new byte[0]);
        return Stream.concat(framed, other);
    }

    private static byte[] framed(byte[] header) {
        return ByteBuffer.allocate(4 + header.length)
                .put(Int32.bytes(header.length))
                .put(header)
                .array();
    }

    @MethodSource("headers")
    @FuzzTest
    void anyBytesAreAHeaderOrAnError(byte[] bytes) throws IOException {
        read(bytes, GBK);
        JsonHeader header = read(bytes, UTF_8);
        if (header == null) {
            return;
        }
        require(header.dataSize() >= 0, "a size that a body can have");
        JsonHeader plain =
                JsonHeader.of(
                        header.dataSize(),
                        header.filename().orElse(null),
                        header.hash().orElse(null),
                        header.error().orElse(null));
        byte[] encoded = plain.encode();
        for (int i = Int32.BYTES; i < encoded.length; i++) {
            require(encoded[i] >= ' ' && encoded[i] <= '~', "nothing but ASCII");
        }
        if (encoded.length - Int32.BYTES <= JsonHeader.MOST_BYTES) {
            require(same(plain, read(encoded, UTF_8)), "the same header again");
            require(same(plain, read(encoded, GBK)), "the same in another charset");
        }
    }

    /** Large integers keep their spelling, which is no difference. */
    private static boolean same(JsonHeader one, @Nullable JsonHeader other) {
        return other != null
                && one.dataSize() == other.dataSize()
                && one.filename().equals(other.filename())
                && one.hash().equals(other.hash())
                && one.error().equals(other.error());
    }

    /** Null where it is an error, which has to be one of those that are named. */
    private static @Nullable JsonHeader read(byte[] bytes, Charset charset) {
        Taken input = new Taken(bytes);
        try {
            JsonHeader header = JsonHeader.read(input, charset);
            require(input.count <= Int32.BYTES + JsonHeader.MOST_BYTES, "no more than a header");
            return header;
        } catch (DialectException e) {
            String message = String.valueOf(e.getMessage());
            require(message.length() < 600, "a short message");
            require(
                    message.codePoints().noneMatch(Character::isISOControl),
                    "a message without control characters");
        } catch (IOException e) {
            require(input.count == bytes.length, "an end only at the end");
        }
        return null;
    }

    /** Counts what is taken, and refuses to be asked for what a stranger announces. */
    private static final class Taken extends FilterInputStream {
        private int count;

        Taken(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            require(target.length <= JsonHeader.MOST_BYTES, "no buffer beyond a header");
            int read = super.read(target, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
