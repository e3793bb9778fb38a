package dev.landline.classic;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import dev.landline.json.JsonWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header of the {@code json} dialect. Source: {@code spec/CLASSIC.md}, sections 6 and 7.
 *
 * @param dataSize bytes of the body behind it, 0 to 2^63 − 1
 * @param filename a name that the other side proposes; nothing about it is checked
 * @param hash what the body has to hash to, where that can be checked; see {@link #unknownHash}
 * @param error where an upload was not stored, why
 * @param fields everything that stood in the header, these included
 */
public record JsonHeader(
        long dataSize,
        Optional<String> filename,
        Optional<ContentHash> hash,
        Optional<String> error,
        JsonObject fields) {

    /** The longest header that is read. */
    public static final int MOST_BYTES = 65_536;

    private static final String DATA_SIZE = "data_size";
    private static final String FILENAME = "filename";
    private static final String HASH = "hash";
    private static final String ERROR = "error";

    private static final JsonReader READER = new JsonReader(16, MOST_BYTES);

    /**
     * A header to be sent.
     *
     * @param dataSize bytes of the body behind it
     * @return with nothing but the size
     */
    public static JsonHeader of(long dataSize) {
        return of(dataSize, null, null, null);
    }

    /**
     * A header to be sent.
     *
     * @param dataSize bytes of the body behind it
     * @param filename the file's name, or null
     * @param hash the body's hash, or null
     * @param error why an upload was not stored, or null
     * @return with these fields
     */
    public static JsonHeader of(
            long dataSize,
            @Nullable String filename,
            @Nullable ContentHash hash,
            @Nullable String error) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        if (filename != null) {
            fields.put(FILENAME, new JsonValue.Text(filename));
        }
        if (hash != null) {
            fields.put(HASH, new JsonValue.Text(hash.toString()));
        }
        if (error != null) {
            fields.put(ERROR, new JsonValue.Text(error));
        }
        fields.put(DATA_SIZE, new JsonValue.Int(dataSize));
        return new JsonHeader(
                dataSize,
                Optional.ofNullable(filename),
                Optional.ofNullable(hash),
                Optional.ofNullable(error),
                new JsonObject(fields));
    }

    /**
     * Reads a header with its length before it.
     *
     * @param input where it comes from
     * @param charset what its text is in
     * @return the header; the body is the next that the input has
     * @throws DialectException where it is none, or says what cannot be; nothing was allocated for
     *     what it announces
     * @throws EOFException where the input ends before or within it
     * @throws IOException where reading fails
     */
    public static JsonHeader read(InputStream input, Charset charset) throws IOException {
        return read(Int32.read(input), input, charset);
    }

    /**
     * Reads a header behind its length.
     *
     * @param length the length that was read
     * @param input where the rest comes from
     * @param charset what its text is in
     * @return the header; the body is the next that the input has
     * @throws DialectException where it is none, or says what cannot be
     * @throws EOFException where the input ends within it
     * @throws IOException where reading fails
     */
    public static JsonHeader read(int length, InputStream input, Charset charset)
            throws IOException {
        if (length < 2 || length > MOST_BYTES) {
            throw new DialectException(
                    "expected a header of 2 to "
                            + MOST_BYTES
                            + " bytes, and its length says "
                            + length
                            + shownAsText(length));
        }
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(
                    "expected a header of "
                            + length
                            + " bytes, got "
                            + bytes.length
                            + " and the end of the connection");
        }
        try {
            byte[] text = new String(bytes, charset).strip().getBytes(StandardCharsets.UTF_8);
            return of(READER.read(text, 0, text.length));
        } catch (JsonException e) {
            throw new DialectException("the header is wrong: " + e.getMessage(), e);
        }
    }

    /** Whoever sends no length has text in its place. */
    private static String shownAsText(int length) {
        byte[] bytes = Int32.bytes(length);
        for (byte b : bytes) {
            if (b < ' ' || b > '~') {
                return "";
            }
        }
        return " (as text: '" + new String(bytes, StandardCharsets.US_ASCII) + "')";
    }

    /**
     * What stands in the place of a hash and is none that can be checked: of another function, or
     * no hash at all.
     *
     * @return in a few harmless words; empty where there is no hash, or {@link #hash} has it
     */
    public Optional<String> unknownHash() {
        JsonValue value = fields.get(HASH);
        return hash.isPresent() || value == null ? Optional.empty() : Optional.of(value.describe());
    }

    private static JsonHeader of(JsonObject fields) throws DialectException {
        try {
            return new JsonHeader(
                    size(fields.get(DATA_SIZE)),
                    Optional.ofNullable(fields.optionalText(FILENAME)),
                    hash(fields.get(HASH)),
                    Optional.ofNullable(fields.optionalText(ERROR)),
                    fields);
        } catch (JsonException e) {
            throw new DialectException("the header is wrong: " + e.getMessage(), e);
        }
    }

    /** Many write here what nobody can check, which is no reason to refuse a body. */
    private static Optional<ContentHash> hash(@Nullable JsonValue value) {
        if (!(value instanceof JsonValue.Text(String text))) {
            return Optional.empty();
        }
        try {
            return Optional.of(ContentHash.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long size(@Nullable JsonValue value) throws DialectException {
        BigInteger size =
                switch (value) {
                    case JsonValue.Int(long number) -> BigInteger.valueOf(number);
                    case JsonValue.Real(String spelling) when isInteger(spelling) ->
                            new BigInteger(spelling);
                    case null ->
                            throw new DialectException(
                                    "the header is wrong: data_size: expected an integer, got"
                                            + " none");
                    default ->
                            throw new DialectException(
                                    "the header is wrong: data_size: expected an integer, got "
                                            + value.describe());
                };
        if (size.signum() < 0) {
            throw new DialectException(
                    "the header announces a body of "
                            + shortened(size.toString())
                            + " bytes; expected 0 or more");
        }
        if (size.bitLength() > Long.SIZE - 1) {
            throw new DialectException(
                    "the header announces a body of "
                            + shortened(size.toString())
                            + " bytes; no file can have more than "
                            + Long.MAX_VALUE);
        }
        return size.longValue();
    }

    private static boolean isInteger(String spelling) {
        return spelling.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
    }

    private static String shortened(String digits) {
        return digits.length() <= 100
                ? digits
                : digits.substring(0, 100) + "… (" + digits.length() + " digits)";
    }

    /**
     * The bytes to send: the length, then the header in ASCII, which is the same in every charset.
     *
     * @return new bytes; the body goes behind them
     */
    public byte[] encode() {
        JsonWriter writer = new JsonWriter(256);
        writer.value(fields);
        String json = new String(writer.array(), 0, writer.size(), StandardCharsets.UTF_8);
        StringBuilder ascii = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x7f) {
                ascii.append(c);
            } else {
                ascii.append(String.format("\\u%04x", (int) c));
            }
        }
        byte[] header = ascii.toString().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Int32.BYTES + header.length)
                .put(Int32.bytes(header.length))
                .put(header)
                .array();
    }
}
