package dev.landline.client.classic;

import dev.landline.classic.ContentHash;
import java.io.IOException;

/**
 * A body arrived whole, and is not what its hash says. The conversation can go on. Source: {@code
 * spec/CLASSIC.md}, sections 6 and 7.
 */
public final class HashMismatchException extends IOException {

    private static final long serialVersionUID = 1L;

    HashMismatchException(String what, ContentHash expected, ContentHash actual) {
        super(what + ": expected " + expected + ", got " + actual);
    }

    /** Compares. */
    static void check(String what, ContentHash expected, ContentHash actual)
            throws HashMismatchException {
        if (!expected.equals(actual)) {
            throw new HashMismatchException(what, expected, actual);
        }
    }
}
