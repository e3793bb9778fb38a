package dev.landline.server.session;

import dev.landline.server.config.SessionSettings;
import dev.landline.server.os.ChildProcess;
import java.time.Duration;
import java.time.Instant;

/** What a session finds around itself. */
interface SessionHost {

    SessionSettings settings();

    /** How long output may be held open without a byte after a command's end. */
    Duration drain();

    Instant now();

    /** Something that the operator should know. */
    void warn(String message);

    /** Something that happened to a session, for whoever looks closely. */
    void tell(Session session, String message);

    /** Ends a command's process group, and what has escaped from it; returns when that is done. */
    void endGroup(Session session, ChildProcess process);

    /** A session's command is gone. */
    void ended(Session session);
}
