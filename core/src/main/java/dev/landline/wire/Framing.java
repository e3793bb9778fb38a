package dev.landline.wire;

/**
 * The numbers that the protocol fixes for everybody. What one side may tune stands in {@link
 * dev.landline.Limits}. Source: {@code spec/PROTOCOL.md}, section 1.1.
 */
public final class Framing {

    /** The protocol version that this code speaks. */
    public static final int VERSION = 1;

    /** The application protocol in the TLS handshake. */
    public static final String ALPN = "landline/1";

    /** Bytes of the length before a header. */
    public static final int LENGTH_BYTES = 4;

    /** Bytes of the shortest header, {@code {}}. */
    public static final int MIN_HEADER = 2;

    /** Bytes of the longest header. */
    public static final int MAX_HEADER = 65_536;

    /** Bytes of the longest body that any side may allow. */
    public static final int MAX_BODY = 1 << 20;

    /** Levels of nesting in a header, the header itself being the first. */
    public static final int MAX_DEPTH = 8;

    /**
     * The largest integer in a header: 2^53 − 1, the largest that every JSON reader keeps exact.
     */
    public static final long MAX_INTEGER = (1L << 53) - 1;

    /** Characters of the longest name of a stream, a service or a signal. */
    public static final int MAX_NAME = 64;

    /** How many bytes a client may send on a stream before {@code opened} has named the limit. */
    public static final int FIRST_WINDOW = 65_536;

    /** Characters of the id that a channel can be resumed by: 128 random bits in hexadecimal. */
    public static final int ID_DIGITS = 32;

    private Framing() {}
}
