package dev.landline.client.fleet;

import dev.landline.ExitStatus;
import java.util.Optional;

/**
 * What came of one host. Each host has exactly one of these seven, and none of them is a guess:
 * what may have run is never called unreachable.
 *
 * @param <T> what a host gives when it works
 */
public sealed interface Outcome<T> {

    /**
     * It worked.
     *
     * @param value what it gave
     * @param <T> what a host gives
     */
    record Ok<T>(T value) implements Outcome<T> {}

    /**
     * It ran, and did not work.
     *
     * @param status the number that a shell would report, 1 to 255
     * @param message why
     * @param value what it gave all the same, such as the output of a command
     * @param <T> what a host gives
     */
    record Failed<T>(int status, String message, Optional<T> value) implements Outcome<T> {}

    /**
     * It ran for longer than it may, and was ended.
     *
     * @param message how long that is
     * @param <T> what a host gives
     */
    record TimedOut<T>(String message) implements Outcome<T> {}

    /**
     * The connection ended meanwhile: it may have run, and may still.
     *
     * @param message what became of the connection
     * @param <T> what a host gives
     */
    record Lost<T>(String message) implements Outcome<T> {}

    /**
     * No connection could be made. Nothing ran.
     *
     * @param message why
     * @param <T> what a host gives
     */
    record Unreachable<T>(String message) implements Outcome<T> {}

    /**
     * The server does not let us, or is not the one that is known. Nothing ran.
     *
     * @param message why
     * @param <T> what a host gives
     */
    record Refused<T>(String message) implements Outcome<T> {}

    /**
     * Nothing was begun there.
     *
     * @param message why
     * @param <T> what a host gives
     */
    record Skipped<T>(String message) implements Outcome<T> {}

    /** The seven, without what belongs to them. */
    enum Kind {
        /** {@link Ok}. */
        OK("ok"),
        /** {@link Failed}. */
        FAILED("failed"),
        /** {@link TimedOut}. */
        TIMED_OUT("timed out"),
        /** {@link Lost}. */
        LOST("lost"),
        /** {@link Unreachable}. */
        UNREACHABLE("unreachable"),
        /** {@link Refused}. */
        REFUSED("refused"),
        /** {@link Skipped}. */
        SKIPPED("skipped");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /**
         * What it is called for people and programs.
         *
         * @return a word or two in lower case
         */
        public String word() {
            return word;
        }
    }

    /**
     * Which of the seven it is.
     *
     * @return the kind
     */
    default Kind kind() {
        return switch (this) {
            case Ok<T> _ -> Kind.OK;
            case Failed<T> _ -> Kind.FAILED;
            case TimedOut<T> _ -> Kind.TIMED_OUT;
            case Lost<T> _ -> Kind.LOST;
            case Unreachable<T> _ -> Kind.UNREACHABLE;
            case Refused<T> _ -> Kind.REFUSED;
            case Skipped<T> _ -> Kind.SKIPPED;
        };
    }

    /**
     * Why it is not ok.
     *
     * @return a sentence; empty for {@link Ok}
     */
    default String message() {
        return switch (this) {
            case Ok<T> _ -> "";
            case Failed<T> failed -> failed.message;
            case TimedOut<T>(String message) -> message;
            case Lost<T>(String message) -> message;
            case Unreachable<T>(String message) -> message;
            case Refused<T>(String message) -> message;
            case Skipped<T>(String message) -> message;
        };
    }

    /**
     * What became of a command.
     *
     * @param status how it ended
     * @param reason why the server ended it, where it did: {@code timeout} and others
     * @param value what it gave
     * @param <T> what a host gives
     * @return ok for exit code 0 alone
     */
    static <T> Outcome<T> of(ExitStatus status, Optional<String> reason, T value) {
        if (reason.equals(Optional.of("timeout"))) {
            return new TimedOut<>("the server ended it after the time that it had");
        }
        Optional<T> given = Optional.of(value);
        return switch (status) {
            case ExitStatus.Exited(int code) when code == 0 -> new Ok<>(value);
            case ExitStatus.Exited(int code) -> new Failed<>(code, "exit status " + code, given);
            case ExitStatus.Signaled(int number, String name, boolean _) ->
                    new Failed<>(128 + number, "ended by signal " + name, given);
            case ExitStatus.NotStarted(ExitStatus.Reason _, String message) ->
                    new Failed<>(status.shellStatus(255), message, given);
            case ExitStatus.Lost(var _, String message) -> new Lost<>(message);
        };
    }
}
