package dev.landline.server.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What does not change of a session.
 *
 * @param id its id
 * @param name what its owner calls it
 * @param owner the identity that opened it, and the only one that can see it
 * @param user the account that it runs as
 * @param argv what was asked to run
 * @param started when
 * @param terminal whether it has a terminal
 * @param resumable whether its owner can come back to it when the connection has ended
 */
record SessionFacts(
        String id,
        Optional<String> name,
        String owner,
        String user,
        List<String> argv,
        Instant started,
        boolean terminal,
        boolean resumable) {

    private static final int SHOWN_DIGITS = 8;

    SessionFacts {
        argv = List.copyOf(argv);
    }

    /** What to call it in logs and messages. */
    String label() {
        return name.orElse(id.substring(0, SHOWN_DIGITS));
    }
}
