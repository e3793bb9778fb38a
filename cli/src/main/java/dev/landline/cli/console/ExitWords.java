package dev.landline.cli.console;

import dev.landline.ExitStatus;
import dev.landline.Printable;

/** Says in words how a command ended. */
public final class ExitWords {

    private ExitWords() {}

    /** Such as {@code exited with 0}. */
    public static String of(ExitStatus status) {
        return switch (status) {
            case ExitStatus.Exited(int code) -> "exited with " + code;
            case ExitStatus.Signaled(int number, String name, boolean coreDumped) ->
                    "ended by signal " + name + (coreDumped ? " (core dumped)" : "");
            case ExitStatus.NotStarted(ExitStatus.Reason reason, String message) ->
                    "not started: " + Printable.of(message);
            case ExitStatus.Lost lost -> "lost: " + lost.message();
        };
    }
}
