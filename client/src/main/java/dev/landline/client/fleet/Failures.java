package dev.landline.client.fleet;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import java.util.Optional;

/** Says which outcome an exception is. */
final class Failures {

    private static final int FAILED = 255;

    private Failures() {}

    /** Of a connection that was not made: nothing has run. */
    static <T> Outcome<T> beforehand(Throwable failure) {
        if (failure instanceof ConnectionException connection) {
            return switch (connection.code()) {
                case UNAUTHORIZED,
                        NOT_PERMITTED,
                        UNSUPPORTED_VERSION,
                        HOST_KEY_UNKNOWN,
                        HOST_KEY_CHANGED,
                        HOST_KEY_REVOKED ->
                        new Outcome.Refused<>(text(failure));
                default -> new Outcome.Unreachable<>(text(failure));
            };
        }
        return new Outcome.Unreachable<>(text(failure));
    }

    /** Of what was done on a connection. */
    static <T> Outcome<T> meanwhile(Throwable failure) {
        return switch (failure) {
            case ConnectionException _ -> new Outcome.Lost<>(text(failure));
            case ChannelException channel ->
                    switch (channel.code()) {
                        case NOT_PERMITTED,
                                UNAUTHORIZED,
                                UNKNOWN_SERVICE,
                                UNKNOWN_HANDLER,
                                BAD_REQUEST,
                                TOO_MANY_CHANNELS ->
                                new Outcome.Refused<>(text(failure));
                        case TIMED_OUT -> new Outcome.TimedOut<>(text(failure));
                        default -> failed(failure);
                    };
            default -> failed(failure);
        };
    }

    private static <T> Outcome<T> failed(Throwable failure) {
        return new Outcome.Failed<>(FAILED, text(failure), Optional.empty());
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null || failure instanceof RuntimeException
                ? failure.toString()
                : failure.getMessage();
    }
}
