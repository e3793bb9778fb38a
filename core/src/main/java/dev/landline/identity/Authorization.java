package dev.landline.identity;

/** Whether a key may come in. */
public sealed interface Authorization {

    /**
     * It may.
     *
     * @param entry the line that allows it, with the restrictions that the server must apply
     */
    record Granted(AuthorizedKey entry) implements Authorization {}

    /**
     * It may not.
     *
     * @param reason why, for the server's log; the client is not told, because the reason says what
     *     is in the file
     */
    record Refused(String reason) implements Authorization {}
}
