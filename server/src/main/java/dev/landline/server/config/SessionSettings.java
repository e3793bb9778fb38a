package dev.landline.server.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How long and how much is kept of sessions. {@code docs/operations.md} has a table of the keys.
 *
 * @param keep how long a command goes on that nobody is joined to, where the client does not say
 * @param keepMost how long at most, whatever the client says
 * @param results how long the end of a command can be asked for
 * @param resultsMost how many ended sessions are kept at most
 * @param spool how much output of a command that runs by itself is kept on disk, in bytes, for each
 *     of its two outputs
 * @param directory where that is written
 * @param orphans what becomes of commands that an earlier run of the server has left behind
 */
public record SessionSettings(
        Duration keep,
        Duration keepMost,
        Duration results,
        int resultsMost,
        int spool,
        Path directory,
        Orphans orphans) {

    /** What becomes of commands whose server has died. */
    public enum Orphans {
        /** They are ended when the server starts. */
        END,
        /** They are listed among the jobs, and can be signalled. */
        LIST
    }

    /** Checks ranges. */
    public SessionSettings {
        check("keep (ms)", keep.toMillis(), 0, Integer.MAX_VALUE);
        check("keepMost (ms)", keepMost.toMillis(), 0, Integer.MAX_VALUE);
        check("results (ms)", results.toMillis(), 0, Integer.MAX_VALUE);
        check("resultsMost", resultsMost, 0, 1_000_000);
        check("spool", spool, 1 << 20, 1 << 30);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": expected " + least + " to " + most + ", got " + value);
        }
    }

    /**
     * What holds where nothing is set.
     *
     * @param directory where output is written that does not fit into memory
     * @return ten minutes, a day, five minutes, 1,000 results, 64 MiB
     */
    public static SessionSettings defaults(Path directory) {
        return new SessionSettings(
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                Duration.ofMinutes(5),
                1000,
                64 << 20,
                directory,
                Orphans.END);
    }

    /**
     * The same with other results.
     *
     * @param time how long the end of a command can be asked for
     * @param most how many ended sessions are kept at most
     * @return a copy
     */
    public SessionSettings withResults(Duration time, int most) {
        return new SessionSettings(keep, keepMost, time, most, spool, directory, orphans);
    }

    /**
     * The same with another spool.
     *
     * @param bytes how much output is kept on disk
     * @return a copy
     */
    public SessionSettings withSpool(int bytes) {
        return new SessionSettings(keep, keepMost, results, resultsMost, bytes, directory, orphans);
    }
}
