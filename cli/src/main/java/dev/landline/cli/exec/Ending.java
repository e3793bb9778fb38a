package dev.landline.cli.exec;

import dev.landline.ExitStatus;
import dev.landline.Printable;
import dev.landline.cli.console.Messages;
import java.io.IOException;

/** The last words about a command, and the exit status that goes with them. */
final class Ending {

    private static final int TIMED_OUT = 124;
    private static final String TIMEOUT = "timeout";

    private final Joined joined;
    private final Messages messages;
    private final int failureStatus;

    Ending(Joined joined, Messages messages, int failureStatus) {
        this.joined = joined;
        this.messages = messages;
        this.failureStatus = failureStatus;
    }

    /** It has ended, or its connection has; a signal that was meant to end it is not told. */
    int of(ExitStatus status, boolean expected) {
        long missing = joined.command().missing();
        if (missing > 0) {
            say(missing + " bytes of its output are missing: the server did not keep them");
        }
        String reason = joined.command().reason().orElse("");
        switch (reason) {
            case TIMEOUT -> say("ended by the server: the time of --timeout was over");
            case "abandoned" -> say("ended by the server: nobody came back in time");
            case "stopping" -> say("ended by the server, which stops");
            default -> tell(status, expected);
        }
        return reason.equals(TIMEOUT) ? TIMED_OUT : status.shellStatus(failureStatus);
    }

    private void tell(ExitStatus status, boolean expected) {
        switch (status) {
            case ExitStatus.Exited(int code) ->
                    messages.detail(joined.target() + ": exit status " + code);
            case ExitStatus.Signaled(int number, String name, boolean coreDumped) -> {
                if (!expected) {
                    say(
                            "ended by signal "
                                    + Printable.of(name)
                                    + (coreDumped ? " (core dumped)" : ""));
                }
            }
            case ExitStatus.NotStarted(ExitStatus.Reason reason, String message) ->
                    say(Printable.of(message));
            case ExitStatus.Lost lost -> {
                say(
                        "connection lost: "
                                + Printable.of(lost.message())
                                + "; whether the command still runs is unknown");
                if (joined.survives()) {
                    messages.hint("where it does: " + joined.wayBack());
                }
            }
        }
    }

    /** This process goes, and what becomes of the session is as agreed on. */
    int left() {
        say(joined.survives() ? "left; " + joined.wayBack() : "left; the session ends");
        return failureStatus;
    }

    /** The session runs by itself now. */
    int detached() {
        say("left; " + joined.wayBack());
        return 0;
    }

    /** It should have, and may not. */
    int notDetached(IOException why) {
        messages.failure(joined.target(), why);
        return left();
    }

    private void say(String text) {
        messages.say(joined.target() + ": " + text);
    }
}
