package dev.landline.exec;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of a command when its connection ends. Source: {@code spec/PROTOCOL.md}, section
 * 6.1.
 */
public sealed interface OnDisconnect {

    /** It is ended with the connection: its process group, and what has escaped from that. */
    record Kill() implements OnDisconnect {}

    /**
     * It goes on for a time, and waits where its output is full. Then it is ended.
     *
     * @param time how long; empty for what the server usually gives
     */
    record Keep(Optional<Duration> time) implements OnDisconnect {
        /** Checks the time. */
        public Keep {
            time.ifPresent(some -> ExecRequest.checkMillis("keep", some));
        }
    }

    /** It goes on until it ends by itself, with its output on the server's disk. */
    record Detach() implements OnDisconnect {}

    /**
     * Ends a command with its connection.
     *
     * @return the policy
     */
    static OnDisconnect kill() {
        return new Kill();
    }

    /**
     * Lets a command go on by itself.
     *
     * @return the policy
     */
    static OnDisconnect detach() {
        return new Detach();
    }

    /**
     * Keeps a command for a time.
     *
     * @param time 1 ms to 2^31 − 1 ms; the server may give less
     * @return the policy
     */
    static OnDisconnect keep(Duration time) {
        return new Keep(Optional.of(time));
    }

    /**
     * Keeps a command for as long as the server usually does.
     *
     * @return the policy
     */
    static OnDisconnect keep() {
        return new Keep(Optional.empty());
    }

    /**
     * The word on the wire.
     *
     * @return {@code kill}, {@code keep} or {@code detach}
     */
    default String word() {
        return switch (this) {
            case Kill _ -> "kill";
            case Keep _ -> "keep";
            case Detach _ -> "detach";
        };
    }
}
