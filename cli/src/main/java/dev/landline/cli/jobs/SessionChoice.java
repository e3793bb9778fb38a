package dev.landline.cli.jobs;

import dev.landline.Printable;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.client.Landline;
import dev.landline.exec.Job;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Which session is meant: the one that was named, or the only one there is. */
final class SessionChoice {

    private static final int LEAST_DIGITS = 4;
    private static final int WIDTH = 80;

    private final String target;
    private final Messages messages;
    private final InstantSource clock;

    SessionChoice(String target, Messages messages, InstantSource clock) {
        this.target = target;
        this.messages = messages;
        this.clock = clock;
    }

    /** The session that can be joined and that a word means. */
    Job named(Landline landline, String word) throws Complaint, IOException {
        List<Job> jobs = landline.jobs();
        List<Job> called =
                jobs.stream().filter(job -> job.name().equals(Optional.of(word))).toList();
        Optional<Job> found =
                jobs.stream()
                        .filter(job -> job.id().equals(word))
                        .findFirst()
                        .or(() -> called.stream().filter(SessionChoice::runs).findFirst())
                        .or(() -> called.stream().reduce((_, later) -> later));
        if (found.isPresent()) {
            return joinable(found.get());
        }
        List<Job> beginning =
                jobs.stream()
                        .filter(job -> word.length() >= LEAST_DIGITS && job.id().startsWith(word))
                        .toList();
        if (beginning.size() != 1) {
            throw new Complaint(
                    target
                            + ": there is "
                            + (beginning.isEmpty() ? "no session '" : "more than one session '")
                            + Printable.brief(word)
                            + "'",
                    "landline jobs " + target + " lists them");
        }
        return joinable(beginning.getFirst());
    }

    private Job joinable(Job job) throws Complaint {
        if (job.state() == Job.State.ORPHANED) {
            throw new Complaint(
                    target + ": an earlier run of the server has started it, and nobody can join",
                    "landline kill " + target + " " + job.id() + " ends it");
        }
        return job;
    }

    /**
     * The only session that runs.
     *
     * @param endedToo whether one that has ended will do, where none runs
     */
    Job only(Landline landline, boolean endedToo) throws Complaint, IOException {
        List<Job> jobs = landline.jobs();
        List<Job> running = jobs.stream().filter(SessionChoice::runs).toList();
        List<Job> candidates = running.isEmpty() && endedToo ? jobs : running;
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        if (candidates.isEmpty()) {
            throw new Complaint(
                    target + (endedToo ? ": there is no session" : ": no session runs"));
        }
        new JobTable(clock.instant(), WIDTH).lines(candidates).forEach(messages::line);
        throw new Complaint(
                target + ": expected an ID, for there are " + candidates.size() + " sessions");
    }

    private static boolean runs(Job job) {
        return job.state() == Job.State.RUNNING;
    }
}
