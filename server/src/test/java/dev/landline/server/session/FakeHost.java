package dev.landline.server.session;

import dev.landline.exec.OnDisconnect;
import dev.landline.server.config.SessionSettings;
import dev.landline.server.os.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What sessions find around them where there is no server, and no command. */
final class FakeHost implements SessionHost {

    static final SessionSettings SETTINGS = SessionSettings.defaults(Path.of("/nonexistent"));

    final SessionTable table;
    final List<String> told = new ArrayList<>();
    private final SessionSettings settings;
    private long numbers;

    FakeHost(SessionSettings settings) {
        this.settings = settings;
        this.table = new SessionTable(() -> settings);
    }

    /** Settings with other bounds for results. */
    static SessionSettings results(Duration time, int most) {
        return new SessionSettings(
                SETTINGS.keep(),
                SETTINGS.keepMost(),
                time,
                most,
                SETTINGS.spool(),
                SETTINGS.directory(),
                SETTINGS.orphans());
    }

    /** A session whose command has not started; it is not in the table. */
    Session session(String owner, String id, String name) {
        return session(owner, id, name, true);
    }

    Session session(String owner, String id, String name, boolean resumable) {
        SessionFacts facts =
                new SessionFacts(
                        id,
                        name.isEmpty() ? Optional.empty() : Optional.of(name),
                        owner,
                        "user",
                        List.of("true"),
                        now(),
                        false,
                        resumable);
        numbers++;
        return new Session(facts, OnDisconnect.kill(), this, numbers);
    }

    @Override
    public SessionSettings settings() {
        return settings;
    }

    @Override
    public Duration drain() {
        return Duration.ZERO;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public void warn(String message) {
        told.add(message);
    }

    @Override
    public void tell(Session session, String message) {
        told.add(message);
    }

    @Override
    public void endGroup(Session session, ChildProcess process) {
        throw new AssertionError("no command runs");
    }

    @Override
    public void ended(Session session) {
        table.ended(session);
    }
}
