package dev.landline.server.call;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Printable;

/** What is said of the failure of a handler. */
public final class HandlerFailure {

    private static final int LONGEST = 400;

    private HandlerFailure() {}

    /**
     * What the caller is told: the handler's own word where it is one of those that it may say,
     * otherwise the class and the message of what it threw. Where it threw what, stays here.
     */
    static ChannelException told(String handler, Throwable failure) {
        if (isOwnWord(failure)) {
            return (ChannelException) failure;
        }
        return new ChannelException(
                ErrorCode.HANDLER_FAILED,
                "%s failed: %s".formatted(handler, described(failure)),
                "the log of the server says more, with -v",
                failure);
    }

    /** Whether the handler said itself what the caller is to hear. */
    static boolean isOwnWord(Throwable failure) {
        return failure instanceof ChannelException e
                && switch (e.code()) {
                    case BAD_REQUEST, NOT_PERMITTED, HANDLER_FAILED -> true;
                    default -> false;
                };
    }

    /**
     * The class and the message of what was thrown.
     *
     * @param failure anything
     * @return such as {@code IllegalStateException: not open}; printable, of some hundred
     *     characters at most
     */
    public static String described(Throwable failure) {
        String type = failure.getClass().getName();
        String simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
        String message = message(failure);
        return Printable.of(message.isEmpty() ? simple : simple + ": " + message, LONGEST);
    }

    /**
     * The message of what was thrown. The method that says it may be the handler's code too, and do
     * anything.
     *
     * @param failure anything
     * @return empty where there is none
     */
    public static String message(Throwable failure) {
        try {
            String message = failure.getMessage();
            return message == null ? "" : message;
        } catch (Throwable e) {
            return "";
        }
    }
}
