package dev.landline;

import java.time.Duration;

/**
 * What one side of a connection allows: the numbers that an operator may tune. What the protocol
 * fixes for everybody stands in {@code dev.landline.wire.Framing}.
 *
 * @param maxBody the longest body of one frame that this side accepts, in bytes; 1,024 to 1,048,576
 * @param maxChannels how many channels the other side may have open at once; 1 to 65,536
 * @param window how many bytes of one stream may be on their way before this side has consumed any;
 *     4,096 to 16,777,216; a stream that is held up by it gets up to 16 MiB
 * @param pingInterval how long the line may be quiet before a ping is sent; three of them without a
 *     frame end the connection; 10 ms to 1 h
 * @param handshake how long setting up a connection may take in all, TLS included; 10 ms to 1 h
 */
public record Limits(
        int maxBody, int maxChannels, int window, Duration pingInterval, Duration handshake) {

    /** The values that hold where nobody says otherwise. */
    public static final Limits DEFAULTS =
            new Limits(1 << 20, 256, 256 << 10, Duration.ofSeconds(15), Duration.ofSeconds(20));

    /** Checks every range. */
    public Limits {
        inRange("maxBody", maxBody, 1024, 1 << 20);
        inRange("maxChannels", maxChannels, 1, 65_536);
        inRange("window", window, 4096, 16 << 20);
        inRange("pingInterval (ms)", pingInterval.toMillis(), 10, 3_600_000);
        inRange("handshake (ms)", handshake.toMillis(), 10, 3_600_000);
    }

    private static void inRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": expected " + least + " to " + most + ", got " + value);
        }
    }

    /**
     * The same with another bound on channels.
     *
     * @param channels 1 to 65,536
     * @return a copy
     */
    public Limits withMaxChannels(int channels) {
        return new Limits(maxBody, channels, window, pingInterval, handshake);
    }

    /**
     * The same with another bound on bodies.
     *
     * @param bytes 1,024 to 1,048,576
     * @return a copy
     */
    public Limits withMaxBody(int bytes) {
        return new Limits(bytes, maxChannels, window, pingInterval, handshake);
    }

    /**
     * The same with another window.
     *
     * @param bytes 4,096 to 16,777,216
     * @return a copy
     */
    public Limits withWindow(int bytes) {
        return new Limits(maxBody, maxChannels, bytes, pingInterval, handshake);
    }

    /**
     * The same with another ping interval.
     *
     * @param interval 10 ms to 1 h
     * @return a copy
     */
    public Limits withPingInterval(Duration interval) {
        return new Limits(maxBody, maxChannels, window, interval, handshake);
    }

    /**
     * The same with another deadline for setting up.
     *
     * @param deadline 10 ms to 1 h
     * @return a copy
     */
    public Limits withHandshake(Duration deadline) {
        return new Limits(maxBody, maxChannels, window, pingInterval, deadline);
    }
}
