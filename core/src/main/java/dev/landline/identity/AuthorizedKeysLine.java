package dev.landline.identity;

/** A line of {@code authorized_keys} with a key on it. */
sealed interface AuthorizedKeysLine {

    /**
     * A line that is understood.
     *
     * @param number the line's number, from 1
     * @param options what the key may do
     * @param comment what follows the key
     */
    record Usable(int number, KeyOptions options, String comment) implements AuthorizedKeysLine {}

    /**
     * A line that lets nobody in.
     *
     * @param reason why; it names the line
     */
    record Unusable(String reason) implements AuthorizedKeysLine {}
}
