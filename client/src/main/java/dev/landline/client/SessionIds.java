package dev.landline.client;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids that nobody can guess: 128 random bits. */
final class SessionIds {

    private static final int BYTES = 16;

    private SessionIds() {}

    static String next() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
