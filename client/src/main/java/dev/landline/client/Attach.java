package dev.landline.client;

import dev.landline.LandlineException;
import dev.landline.TerminalSize;
import dev.landline.engine.Opening;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.SessionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** A session that is about to be joined. For one thread at a time. */
public final class Attach {

    private final Line line;
    private final String session;
    private boolean view;
    private Optional<TerminalSize> size = Optional.empty();
    private Duration patience = Duration.ofSeconds(60);

    Attach(Line line, String session) {
        this.line = line;
        this.session = session;
    }

    /**
     * Looks on only: what is typed, signals and sizes are ignored.
     *
     * @return this
     */
    public Attach view() {
        view = true;
        return this;
    }

    /**
     * The size of the terminal that joins; the session's terminal takes it, and what runs there
     * draws anew.
     *
     * @param terminal the size
     * @return this
     */
    public Attach size(TerminalSize terminal) {
        size = Optional.of(terminal);
        return this;
    }

    /**
     * How long to wait while the connection has as many commands as the server allows.
     *
     * @param time 60 seconds without a choice
     * @return this
     */
    public Attach patience(Duration time) {
        patience = time;
        return this;
    }

    /**
     * Joins. What is kept of the output comes first. Closing the returned object leaves the session
     * alone.
     *
     * @return the session, as a running command; it says how many bytes were not there any more
     * @throws LandlineException where the connection is gone
     * @throws TimeoutException where the server allowed no further channel in time
     * @throws InterruptedException if the thread is interrupted while it waits for that
     */
    public RunningCommand start() throws LandlineException, TimeoutException, InterruptedException {
        SessionRequest request = new SessionRequest(session, view, false, Optional.empty(), size);
        Opening opening =
                new Opening(
                                SessionRequest.ATTACH,
                                request.toJson(),
                                List.of(ExecRequest.STDOUT, ExecRequest.STDERR),
                                List.of(ExecRequest.STDIN))
                        .withGaps()
                        .withId(SessionIds.next());
        if (size.isPresent()) {
            opening = opening.forTerminal();
        }
        return new RunningCommand(ResumableChannel.open(line, opening, patience), session, line);
    }
}
