package dev.landline.server.session;

import dev.landline.exec.Job;
import dev.landline.server.config.SessionSettings;
import dev.landline.server.os.GracePeriods;
import dev.landline.server.os.MarkedProcess;
import dev.landline.server.os.ProcessMarks;
import dev.landline.server.os.ProcessStamp;
import dev.landline.server.os.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds what has escaped from a command's process group, and what an earlier run of this server has
 * left behind, by marks in the environment that everything inherits that a command starts.
 */
public final class LeftBehind {

    /** The session's id. */
    public static final String SESSION = "LANDLINE_SESSION";

    /** The identity that opened the session. */
    public static final String IDENTITY = "LANDLINE_IDENTITY";

    /** The account that the command runs as. */
    public static final String USER = "LANDLINE_USER";

    /** Which server, and which run of it. */
    public static final String SERVER = "LANDLINE_SERVER";

    private static final Duration HANGUP = Duration.ofMillis(500);
    private static final Duration TERMINATE = Duration.ofSeconds(1);
    private static final String SEPARATOR = "@";

    private final ProcessMarks processes;
    private final String server;
    private final String run;

    /**
     * For a server.
     *
     * @param processes those of this machine
     * @param server what every run of the server is called: the fingerprint of its host key
     * @param run which run this is
     */
    public LeftBehind(ProcessMarks processes, String server, ProcessStamp run) {
        this.processes = processes;
        this.server = server;
        this.run = run.text();
    }

    /** The value of {@link #SERVER} for what this run starts. */
    String serverMark() {
        return server + SEPARATOR + run;
    }

    /**
     * Ends what carries the mark of a session whose group was ended before.
     *
     * @throws IOException when processes cannot be listed
     */
    void endEscaped(String session, GracePeriods usual) throws IOException {
        var _ =
                processes.end(
                        SESSION,
                        session::equals,
                        new GracePeriods(
                                shorter(usual.afterHangup(), HANGUP),
                                shorter(usual.afterTerminate(), TERMINATE),
                                usual.afterKill()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether a mark is that of an earlier run of this server, which has died. */
    private boolean isOrphan(String mark) {
        return mark.startsWith(server + SEPARATOR)
                && ProcessStamp.parse(mark.substring(server.length() + SEPARATOR.length()))
                        .filter(stamp -> !stamp.isAlive())
                        .isPresent();
    }

    /**
     * Ends everything that earlier runs have left behind.
     *
     * @return how many processes there were
     * @throws IOException when processes cannot be listed
     */
    int endOrphans(GracePeriods grace) throws IOException {
        int found = processes.find(SERVER, this::isOrphan).size();
        if (found > 0) {
            var _ = processes.end(SERVER, this::isOrphan, grace);
        }
        return found;
    }

    /** What an identity has left: one line for each session, of the oldest process of it. */
    List<Job> orphansOf(String owner) throws IOException {
        Map<String, Job> jobs = new LinkedHashMap<>();
        for (MarkedProcess process : processes.find(SERVER, this::isOrphan)) {
            String session = process.marks().get(SESSION);
            if (session != null && owner.equals(process.marks().get(IDENTITY))) {
                jobs.putIfAbsent(session, job(session, owner, process));
            }
        }
        return List.copyOf(jobs.values());
    }

    private static Job job(String session, String owner, MarkedProcess process) {
        return new Job(
                session,
                Optional.empty(),
                String.join(" ", process.argv()),
                process.marks().getOrDefault(USER, ""),
                owner,
                process.started(),
                Job.State.ORPHANED,
                0,
                "detach",
                false,
                process.pid(),
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Sends a signal to what is left of an orphaned session.
     *
     * @return false where nothing is
     */
    boolean signalOrphan(String session, Signal signal) throws IOException {
        Predicate<String> same = session::equals;
        return processes.signal(SESSION, same, signal) > 0;
    }

    /** What becomes of orphans when the server starts, as it is configured. */
    int settle(SessionSettings.Orphans policy, GracePeriods grace) throws IOException {
        return switch (policy) {
            case END -> endOrphans(grace);
            case LIST -> processes.find(SERVER, this::isOrphan).size();
        };
    }
}
