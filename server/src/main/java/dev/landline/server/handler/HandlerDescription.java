package dev.landline.server.handler;

import dev.landline.Printable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a handler is called, takes and gives.
 *
 * @param name what callers say: words of letters, digits, {@code _} and {@code -}, joined by dots,
 *     the first beginning with a letter, such as {@code flight.status}; at most 128 characters
 * @param description a sentence for people; may be empty
 * @param input what the handler takes
 * @param output what it gives
 * @param parameters what stands in its parameters, for people; empty where it says nothing of them
 * @param result what it answers, for people, such as {@code string}; may be empty
 */
public record HandlerDescription(
        String name,
        String description,
        Input input,
        Output output,
        List<ParameterDescription> parameters,
        String result) {

    /** How long a name may be, in characters. */
    public static final int LONGEST_NAME = 128;

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z][A-Za-z0-9_-]*+(?:\\.[A-Za-z0-9][A-Za-z0-9_-]*+)*+");

    /** What a handler takes. */
    public enum Input {
        /** Parameters in JSON, in the call itself or, where it has none, on its input. */
        JSON,
        /** Bytes, besides what stands in the call. */
        RAW,
        /** Nothing: the input is dropped. */
        NONE
    }

    /** What a handler gives. */
    public enum Output {
        /** Values in JSON, each on a line of its own. */
        JSON,
        /** Bytes. */
        RAW
    }

    /** Checks the name and copies the list. */
    public HandlerDescription {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    ("a handler's name: expected words of letters, digits, _ and - joined by dots,"
                                    + " such as flight.status, at most %d characters, got '%s'")
                            .formatted(LONGEST_NAME, Printable.brief(name)));
        }
        parameters = List.copyOf(parameters);
    }

    /**
     * Of a handler that takes and gives JSON, and says nothing of what stands in it.
     *
     * @param name what callers say
     * @param description a sentence for people
     * @return the description
     */
    public static HandlerDescription json(String name, String description) {
        return new HandlerDescription(name, description, Input.JSON, Output.JSON, List.of(), "");
    }

    /**
     * Of a handler that takes and gives bytes.
     *
     * @param name what callers say
     * @param description a sentence for people
     * @return the description
     */
    public static HandlerDescription raw(String name, String description) {
        return new HandlerDescription(name, description, Input.RAW, Output.RAW, List.of(), "");
    }

    /**
     * Whether a handler can be called so.
     *
     * @param name any text
     * @return false where no handler ever has that name
     */
    public static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }
}
