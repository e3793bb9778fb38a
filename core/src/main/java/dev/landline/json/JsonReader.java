package dev.landline.json;

import dev.landline.Printable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON object, or one value of any kind, strictly: UTF-8 without a byte order mark, no
 * duplicate names, bounded nesting, nothing before or after it. It walks without recursion, so that
 * no input can exhaust the stack, and keeps nothing of what it has read. Safe for use by many
 * threads.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, sections 1.1 and 1.2.
 */
public final class JsonReader {

    private static final int EXACT_DIGITS = 18;

    /** What Jackson says to programmers who use it, which means nothing to the other side. */
    private static final Pattern ADVICE =
            Pattern.compile(
                    "(?s): enable `.*|: [^:]* require enabling .*|, from `[^`]*`"
                            + "| \\((start marker|for |not recognized as one).*");

    private volatile @Nullable JsonFactory factory;
    private final int maxDepth;
    private final int maxBytes;

    /**
     * Makes a reader.
     *
     * @param maxDepth how deep objects and arrays may nest, the outermost being the first level
     * @param maxBytes how long the text may be
     */
    public JsonReader(int maxDepth, int maxBytes) {
        this.maxDepth = maxDepth;
        this.maxBytes = maxBytes;
    }

    /** Made when it is first needed: most programs never meet a header that is not plain. */
    private JsonFactory factory() {
        JsonFactory made = factory;
        if (made == null) {
            made =
                    JsonFactory.builder()
                            // a table of names would grow with what strangers send, and is shared
                            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(maxDepth)
                                            .maxDocumentLength(maxBytes)
                                            .maxStringLength(maxBytes)
                                            .maxNameLength(maxBytes)
                                            .maxNumberLength(maxBytes)
                                            .build())
                            .build();
            factory = made;
        }
        return made;
    }

    /**
     * Reads one object.
     *
     * @param bytes where the text stands
     * @param offset its first byte
     * @param length its length in bytes
     * @return the object
     * @throws JsonException where the text is anything but one object within the limits
     */
    public JsonObject read(byte[] bytes, int offset, int length) throws JsonException {
        JsonObject plain =
                length <= maxBytes ? PlainJson.read(bytes, offset, length, maxDepth) : null;
        return plain != null ? plain : readAny(bytes, offset, length);
    }

    /** The same in any spelling, and with the reason where it is none. */
    JsonObject readAny(byte[] bytes, int offset, int length) throws JsonException {
        String text = decode(bytes, offset, length);
        checkEnds(text);
        try (JsonParser parser = factory().createParser(ObjectReadContext.empty(), text)) {
            JsonValue object = readValue(parser);
            if (parser.nextToken() != null) {
                throw new JsonException("expected one JSON object, got a second value behind it");
            }
            return (JsonObject) object;
        } catch (JacksonException e) {
            throw new JsonException("not valid JSON: " + why(e), e);
        }
    }

    /**
     * Reads one value of any kind. White space may stand around it.
     *
     * @param bytes where the text stands
     * @param offset its first byte
     * @param length its length in bytes
     * @return the value
     * @throws JsonException where the text is anything but one value within the limits; it says at
     *     which column, and behind the first line at which line
     */
    public JsonValue readValue(byte[] bytes, int offset, int length) throws JsonException {
        String text = decode(bytes, offset, length);
        if (text.isBlank()) {
            throw new JsonException("expected a JSON value, got nothing");
        }
        try (JsonParser parser = factory().createParser(ObjectReadContext.empty(), text)) {
            JsonValue value = readValue(parser);
            if (parser.nextToken() != null) {
                throw new JsonException(
                        "expected one JSON value, got a second one"
                                + place(parser.currentTokenLocation()));
            }
            return value;
        } catch (JacksonException e) {
            throw new JsonException("not valid JSON: " + why(e) + place(e.getLocation()), e);
        }
    }

    private static String why(JacksonException e) {
        return ADVICE.matcher(e.getOriginalMessage()).replaceAll("");
    }

    private static String place(@Nullable TokenStreamLocation location) {
        if (location == null || location.getColumnNr() < 1) {
            return "";
        }
        return " at "
                + (location.getLineNr() > 1 ? "line " + location.getLineNr() + ", " : "")
                + "column "
                + location.getColumnNr();
    }

    /** Jackson would skip white space around the object; a header has nothing there. */
    private static void checkEnds(String text) throws JsonException {
        if (text.isEmpty()) {
            throw new JsonException("expected a JSON object, got nothing");
        }
        if (text.charAt(0) != '{') {
            throw new JsonException(
                    text.charAt(0) == '\uFEFF'
                            ? "expected a JSON object, got a byte order mark"
                            : "expected a JSON object, got text that begins with '"
                                    + Printable.of(text, 10)
                                    + "'");
        }
        if (text.charAt(text.length() - 1) != '}') {
            throw new JsonException(
                    "expected a JSON object up to the last byte, got text that ends with '"
                            + Printable.of(text.substring(Math.max(0, text.length() - 10)), 10)
                            + "'");
        }
    }

    /**
     * One container that has begun: an object with the name that waits for a value, or an array.
     */
    private static final class Level {
        final @Nullable Map<String, JsonValue> fields;
        final List<JsonValue> items;
        String name = "";

        Level(boolean object) {
            this.fields = object ? new LinkedHashMap<>() : null;
            this.items = object ? List.of() : new ArrayList<>();
        }

        void add(JsonValue value) {
            if (fields != null) {
                fields.put(name, value);
            } else {
                items.add(value);
            }
        }

        JsonValue end() {
            return fields != null ? new JsonObject(fields) : new JsonValue.Array(items);
        }
    }

    /** The outermost level takes the one value. */
    private JsonValue readValue(JsonParser parser) throws JsonException {
        Deque<Level> outer = new ArrayDeque<>(maxDepth + 1);
        Level level = new Level(false);
        do {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new JsonException("not valid JSON: the text ends inside the value");
            }
            switch (token) {
                case PROPERTY_NAME -> level.name = whole(parser.currentName());
                case START_OBJECT, START_ARRAY -> {
                    outer.push(level);
                    level = new Level(token == JsonToken.START_OBJECT);
                }
                case END_OBJECT, END_ARRAY -> {
                    JsonValue value = level.end();
                    level = outer.pop();
                    level.add(value);
                }
                case VALUE_STRING -> level.add(new JsonValue.Text(whole(parser.getString())));
                case VALUE_NUMBER_INT -> level.add(integer(parser));
                case VALUE_NUMBER_FLOAT -> level.add(new JsonValue.Real(parser.getString()));
                case VALUE_TRUE -> level.add(new JsonValue.Bool(true));
                case VALUE_FALSE -> level.add(new JsonValue.Bool(false));
                case VALUE_NULL -> level.add(new JsonValue.Null());
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                        throw new JsonException("not valid JSON: " + token);
            }
        } while (!outer.isEmpty() || level.items.isEmpty());
        return level.items.getFirst();
    }

    private static JsonValue integer(JsonParser parser) {
        boolean negative = parser.getStringCharacters()[parser.getStringOffset()] == '-';
        if (parser.getStringLength() - (negative ? 1 : 0) > EXACT_DIGITS) {
            return new JsonValue.Real(parser.getString());
        }
        long value = parser.getLongValue();
        return negative && value == 0 ? new JsonValue.Real("-0") : new JsonValue.Int(value);
    }

    /** Escapes can spell half a surrogate pair, which no UTF-8 text can hold. */
    private static String whole(String text) throws JsonException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new JsonException(
                            "not valid JSON: half a surrogate pair, \\u" + Integer.toHexString(c));
                }
                i++;
            }
        }
        return text;
    }

    /** Jackson is given text, for in bytes it would accept UTF-16 and UTF-32 as well. */
    private static String decode(byte[] bytes, int offset, int length) throws JsonException {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (bytes[i] < 0) {
                return decodeStrictly(ByteBuffer.wrap(bytes, offset, length));
            }
        }
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
    }

    private static String decodeStrictly(ByteBuffer bytes) throws JsonException {
        int start = bytes.position();
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        if (result.isError()) {
            throw new JsonException("not valid UTF-8 from byte " + (bytes.position() - start));
        }
        return text.flip().toString();
    }
}
