package dev.landline;

/**
 * How a command ended. The four ways are kept apart: a command may exit with 137 of its own accord,
 * and that is not the same as being ended by signal 9.
 *
 * <p>Values are immutable. Source: {@code spec/PROTOCOL.md}, section 5.11 (the {@code exit} frame).
 */
public sealed interface ExitStatus {

    /**
     * The command ran and exited.
     *
     * @param code its exit code, 0 to 255
     */
    record Exited(int code) implements ExitStatus {
        /** Checks that the code is one that a process can have. */
        public Exited {
            if (code < 0 || code > 255) {
                throw new IllegalArgumentException("exit code: expected 0 to 255, got " + code);
            }
        }
    }

    /**
     * The command ran and was ended by a signal.
     *
     * @param number the signal's number on the machine where it ran, 1 to 127
     * @param name the signal's name without {@code SIG}, such as {@code KILL}
     * @param coreDumped whether a core file was written
     */
    record Signaled(int number, String name, boolean coreDumped) implements ExitStatus {
        /** Checks that the number is one that a signal can have. */
        public Signaled {
            if (number < 1 || number > 127) {
                throw new IllegalArgumentException(
                        "signal number: expected 1 to 127, got " + number);
            }
        }
    }

    /**
     * Nothing ran.
     *
     * @param reason why, in a form that a program can act on
     * @param message why, in words that name the program or directory concerned
     */
    record NotStarted(Reason reason, String message) implements ExitStatus {}

    /**
     * The connection ended before the status was known: the command may still run, may have ended,
     * and may never have begun.
     *
     * @param code what happened to the connection
     * @param message the same in words
     */
    record Lost(ErrorCode code, String message) implements ExitStatus {}

    /** Why a command was never started. */
    enum Reason {
        /** There is no such program, or no such working directory. */
        NOT_FOUND("not_found"),
        /** The file is there and cannot be executed. */
        NOT_EXECUTABLE("not_executable"),
        /** Anything else: a limit of the system was reached, the argument list is too long. */
        FAILED("failed");

        private final String wire;

        Reason(String wire) {
            this.wire = wire;
        }

        /**
         * The name that stands in an {@code exit} frame.
         *
         * @return a lower-case word
         */
        public String wire() {
            return wire;
        }
    }

    /**
     * Whether the command ran and exited with 0.
     *
     * @return true for {@code Exited(0)} alone
     */
    default boolean success() {
        return this instanceof Exited(int code) && code == 0;
    }

    /**
     * The number that a shell would report: the exit code; 128 + n after signal n; 127 where the
     * program was not found, 126 where it could not be executed.
     *
     * @param failure the number for what a shell has no number for: a lost connection, and a start
     *     that failed for another reason ({@code ssh} uses 255)
     * @return 0 to 255
     */
    default int shellStatus(int failure) {
        return switch (this) {
            case Exited(int code) -> code;
            case Signaled(int number, _, _) -> 128 + number;
            case NotStarted(Reason reason, _) ->
                    switch (reason) {
                        case NOT_FOUND -> 127;
                        case NOT_EXECUTABLE -> 126;
                        case FAILED -> failure;
                    };
            case Lost _ -> failure;
        };
    }
}
