package dev.landline.server.os;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Finds processes by a variable that they had in their environment when their program was started,
 * and ends them. Everything that a command starts inherits its variables. So this finds what has
 * left the command's group and session: with {@code setsid} or {@code nohup}, by forking twice, as
 * the background of a shell with job control.
 *
 * <p>It does not find what was started without the variable on purpose ({@code env -i}), what has
 * written over its own environment, as some daemons do to show a title, and what the server may not
 * look at: without root's rights, the processes of other accounts. Processes that have ended carry
 * no mark. The server itself is never found and never signalled.
 *
 * <p>Every call reads {@code /proc} anew, which is memory. Thread-safe.
 */
public interface ProcessMarks {

    /** With what the names of Landline's own variables begin. */
    String PREFIX = "LANDLINE_";

    /**
     * Finds processes. One that is started by another, which ends at the same moment, can be
     * missed.
     *
     * @param variable the name of the variable
     * @param value which values count
     * @return those that carry the mark, the oldest first
     * @throws IOException when processes cannot be listed
     */
    List<MarkedProcess> find(String variable, Predicate<String> value) throws IOException;

    /**
     * Sends a signal to each process that carries a mark now.
     *
     * @param variable the name of the variable
     * @param value which values count
     * @param signal what to send
     * @return how many got it
     * @throws IOException when processes cannot be listed
     */
    int signal(String variable, Predicate<String> value, Signal signal) throws IOException;

    /**
     * Ends all processes that carry a mark: {@code HUP}, {@code TERM}, {@code KILL}, each after the
     * grace period of the one before, until none is left. Those that come meanwhile are ended too.
     * An interrupt cuts the grace periods short and stays set; the answer then says what was there
     * when {@code KILL} was sent.
     *
     * @param variable the name of the variable
     * @param value which values count
     * @param grace how long to wait after each signal
     * @return whether none is left
     * @throws IOException when processes cannot be listed
     */
    boolean end(String variable, Predicate<String> value, GracePeriods grace) throws IOException;

    /**
     * Opens the processes of the system that this runs on.
     *
     * @return something that can be kept or thrown away
     * @throws UnsupportedOperationException on a system that Landline cannot ask
     */
    static ProcessMarks open() {
        String system = System.getProperty("os.name", "");
        if (!system.toLowerCase(Locale.ROOT).equals("linux")) {
            throw new UnsupportedOperationException(
                    "processes can be found by a mark on Linux only so far, and this is " + system);
        }
        return new LinuxProcessMarks();
    }
}
