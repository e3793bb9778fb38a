package dev.landline.json;

import dev.landline.Printable;
import java.util.List;
import java.util.regex.Pattern;

/** A JSON value. Immutable; equal when its content is. Source: RFC 8259. */
public sealed interface JsonValue permits JsonObject, JsonValue.Scalar, JsonValue.Array {

    /** A value without parts. */
    sealed interface Scalar extends JsonValue {}

    /**
     * An array.
     *
     * @param items its elements in their order
     */
    record Array(List<JsonValue> items) implements JsonValue {
        /** Copies the elements. */
        public Array {
            items = List.copyOf(items);
        }
    }

    /**
     * A string.
     *
     * @param value its text, without half surrogate pairs
     */
    record Text(String value) implements Scalar {}

    /**
     * An integer, spelled without fraction and exponent.
     *
     * @param value the number
     */
    record Int(long value) implements Scalar {}

    /**
     * Any other number: with a fraction, an exponent, a negative zero or more than 18 digits.
     *
     * @param spelling as it stood in the text
     */
    record Real(String spelling) implements Scalar {

        private static final Pattern NUMBER =
                Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?");

        /** Checks that this is a number, for it is written as it stands. */
        public Real {
            if (!NUMBER.matcher(spelling).matches()) {
                throw new IllegalArgumentException(
                        "expected a JSON number, got '" + Printable.of(spelling, 40) + "'");
            }
        }
    }

    /**
     * True or false.
     *
     * @param value which
     */
    record Bool(boolean value) implements Scalar {}

    /** Null. */
    record Null() implements Scalar {}

    /**
     * What this is, for a message to people: {@code the number 1.5}, {@code an object}.
     *
     * @return a few words without control characters, no longer than about 60 characters
     */
    default String describe() {
        return switch (this) {
            case JsonObject _ -> "an object";
            case Array _ -> "an array";
            case Text(String value) -> "the string \"" + Printable.of(value, 40) + "\"";
            case Int(long value) -> "the number " + value;
            case Real(String text) -> "the number " + Printable.of(text, 40);
            case Bool(boolean value) -> String.valueOf(value);
            case Null() -> "null";
        };
    }
}
