package dev.landline.client.diagnosis;

import dev.landline.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What keeps a connection from being made or from working.
 *
 * @param stage where it went wrong
 * @param code the same for programs, where there is one
 * @param message what is wrong, in a sentence for people
 * @param hints what to do, each a sentence
 */
public record Failure(Stage stage, Optional<ErrorCode> code, String message, List<String> hints) {

    /** Copies the hints. */
    public Failure {
        hints = List.copyOf(hints);
    }

    /** The stages of a connection. */
    public enum Stage {
        /** Finding the own key. */
        KEY,
        /** Looking up the name. */
        LOOK_UP,
        /** Connecting to an address. */
        CONNECT,
        /** The TLS handshake, in which the host proves who it is. */
        TLS,
        /** The greetings, in which this side is authorised. */
        HELLO,
        /** What is measured on the connection. */
        MEASURE;

        /**
         * The word for programs.
         *
         * @return such as {@code look_up}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
