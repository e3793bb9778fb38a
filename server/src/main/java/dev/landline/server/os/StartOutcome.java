package dev.landline.server.os;

import dev.landline.ExitStatus;

/** What came of starting a command. */
public sealed interface StartOutcome {

    /**
     * The program runs.
     *
     * @param child the child; whoever got it closes it
     */
    record Started(ChildProcess child) implements StartOutcome {}

    /**
     * Nothing was started and nothing is left open.
     *
     * @param status why, ready to be reported
     */
    record Failed(ExitStatus.NotStarted status) implements StartOutcome {}
}
