package dev.landline.transfer;

import java.util.Locale;
import java.util.Optional;

/** When a file counts as there already. */
public enum Compare {
    /** Never: it is written anew. */
    ALWAYS,
    /** When size and time of modification are the same. */
    TIME,
    /** When the content is the same. */
    HASH;

    /**
     * The word in a request.
     *
     * @return lower case
     */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds one by its word.
     *
     * @param word what stood in a request
     * @return empty where there is none
     */
    public static Optional<Compare> fromWire(String word) {
        for (Compare compare : values()) {
            if (compare.wire().equals(word)) {
                return Optional.of(compare);
            }
        }
        return Optional.empty();
    }
}
