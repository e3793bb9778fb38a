package dev.landline.client.classic;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Commands as bytes. Source: {@code spec/CLASSIC.md}, sections 1 and 7. */
final class CommandText {

    private static final String ASCII =
            IntStream.range(' ', 0x7f).mapToObj(Character::toString).collect(Collectors.joining());

    private CommandText() {}

    /**
     * Refuses a charset in which a command could be taken for an upload.
     *
     * @throws IllegalArgumentException with what was expected
     */
    static void check(Charset charset) {
        if (!charset.canEncode()
                || !Arrays.equals(
                        ASCII.getBytes(charset), ASCII.getBytes(StandardCharsets.US_ASCII))) {
            throw new IllegalArgumentException(
                    "charset: expected one in which ASCII stays ASCII, such as UTF-8 or GBK, got "
                            + charset.name());
        }
    }

    /**
     * The bytes of a command, without the white space around it.
     *
     * @throws IllegalArgumentException where there is none, or something that cannot be sent
     */
    static byte[] encode(String command, Charset charset) {
        String text = command.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("command: expected one, got a blank");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("command: expected text, got a NUL in it");
        }
        CharsetEncoder encoder =
                charset.newEncoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer from = CharBuffer.wrap(text);
        ByteBuffer to =
                ByteBuffer.allocate((int) Math.ceil(text.length() * encoder.maxBytesPerChar()) + 8);
        CoderResult result = encoder.encode(from, to, true);
        if (!result.isError()) {
            result = encoder.flush(to);
        }
        if (result.isError()) {
            int point = text.codePointAt(from.position());
            throw new IllegalArgumentException(
                    String.format(
                            "command: expected characters of %s, which does not have %s (U+%04X)",
                            charset.name(), shown(point), point));
        }
        return Arrays.copyOf(to.array(), to.position());
    }

    private static String shown(int point) {
        return Character.getType(point) == Character.SURROGATE
                ? "half a surrogate pair"
                : "'" + Character.toString(point) + "'";
    }
}
