package dev.landline.classic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way to frame an answer. Source: {@code spec/CLASSIC.md}, sections 2 to 6. */
public enum Dialect {
    /** The bytes received, with their ASCII letters in upper case. */
    UPPER,
    /** Standard output, then standard error, and nothing that says where they end. */
    RAW,
    /** The length in ASCII digits; the bytes once the client has asked for them. */
    LENGTH,
    /** The length as four bytes, little-endian and signed, then the bytes. */
    INT32,
    /** The length of a JSON header as four bytes, the header, then the bytes. */
    JSON;

    /** What a client of {@link #LENGTH} says before the bytes are sent. */
    public static final String READY = "recv_ready";

    /** The longest answer that {@link #INT32} can announce. */
    public static final long INT32_MOST = Integer.MAX_VALUE;

    /**
     * The name in addresses.
     *
     * @return in lower case
     */
    public String scheme() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The dialect of a name.
     *
     * @param scheme as {@link #scheme} gives it
     * @return empty where there is none of that name
     */
    public static Optional<Dialect> named(String scheme) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.scheme().equals(scheme))
                .findFirst();
    }
}
