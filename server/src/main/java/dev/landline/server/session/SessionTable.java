package dev.landline.server.session;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Printable;
import dev.landline.engine.Deadline;
import dev.landline.server.config.SessionSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a server: those that run, and those that have ended and can still be asked for.
 * Nobody finds one that belongs to another identity.
 */
final class SessionTable {

    /** What ended sessions may occupy together before the oldest are given up. */
    private static final long MOST_KEPT = 64L << 20;

    /** Ids of sessions that were given up, so that they are never started again. */
    private static final int MOST_FORGOTTEN = 65_536;

    private static final int LEAST_DIGITS = 4;

    private final Supplier<SessionSettings> settings;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final Map<Key, Session> sessions = new LinkedHashMap<>();
    private final Map<Session, Result> results = new LinkedHashMap<>();
    private final Set<Key> forgotten = new LinkedHashSet<>();
    private long kept;
    private boolean closed;

    private record Key(String owner, String id) {}

    /** An ended session: how much memory it had then, and when it is given up. */
    private record Result(long size, Deadline expiry) {}

    /** A table that asks for its bounds each time. */
    SessionTable(Supplier<SessionSettings> settings) {
        this.settings = settings;
    }

    private static Key key(Session session) {
        return new Key(session.facts().owner(), session.facts().id());
    }

    /**
     * Adds a session that is about to start.
     *
     * @return the session that has the id already; null where the new one was added
     * @throws ChannelException where its name is taken, or its id was used and is no longer known
     */
    @Nullable Session add(Session session) throws ChannelException {
        lock.lock();
        try {
            Session known = sessions.get(key(session));
            if (known != null) {
                return known;
            }
            if (forgotten.contains(key(session))) {
                throw unknown("the session ended, and its result is not kept any more");
            }
            Optional<String> name = session.facts().name();
            if (name.isPresent() && named(session.facts().owner(), name.get(), true) != null) {
                throw new ChannelException(
                        ErrorCode.BAD_REQUEST,
                        "there is a session '" + name.get() + "' already",
                        "attach to it, or take another name",
                        null);
            }
            sessions.put(key(session), session);
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The session that an identity has opened by an id. */
    Optional<Session> find(String owner, String id) {
        lock.lock();
        try {
            return Optional.ofNullable(sessions.get(new Key(owner, id)));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Finds a session by what a person calls it.
     *
     * @param owner who asks
     * @param word its id, the beginning of one, or its name
     * @throws ChannelException where there is none of theirs, or more than one
     */
    Session lookUp(String owner, String word) throws ChannelException {
        lock.lock();
        try {
            Session exact = sessions.get(new Key(owner, word));
            if (exact == null) {
                exact = named(owner, word, true);
            }
            if (exact == null) {
                exact = named(owner, word, false);
            }
            return exact != null ? exact : byBeginning(owner, word);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Session named(String owner, String name, boolean running) {
        Session newest = null;
        for (Session session : sessions.values()) {
            if (session.facts().owner().equals(owner)
                    && session.facts().name().equals(Optional.of(name))
                    && (session.ended() == null) == running) {
                newest = session;
            }
        }
        return newest;
    }

    private Session byBeginning(String owner, String word) throws ChannelException {
        List<Session> found = new ArrayList<>();
        for (Session session : sessions.values()) {
            if (word.length() >= LEAST_DIGITS
                    && session.facts().owner().equals(owner)
                    && session.facts().id().startsWith(word)) {
                found.add(session);
            }
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw unknown(
                found.isEmpty()
                        ? "there is no session '" + Printable.of(word, 80) + "'"
                        : "more than one session begins with '" + Printable.of(word, 80) + "'");
    }

    static ChannelException unknown(String message) {
        return new ChannelException(
                ErrorCode.UNKNOWN_SESSION, message, "landline jobs TARGET lists them", null);
    }

    /** Those of one identity, the oldest first. */
    List<Session> of(String owner) {
        lock.lock();
        try {
            return sessions.values().stream()
                    .filter(session -> session.facts().owner().equals(owner))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** A session's command is gone; where its owner may come back for the result, that is kept. */
    void ended(Session session) {
        List<Session> givenUp = new ArrayList<>();
        lock.lock();
        try {
            if (closed || !session.facts().resumable() || settings.get().results().isZero()) {
                sessions.remove(key(session));
                remember(session);
                givenUp.add(session);
            } else {
                keep(session);
            }
            while (results.size() > settings.get().resultsMost() || kept > MOST_KEPT) {
                Session oldest = results.keySet().iterator().next();
                remove(oldest);
                givenUp.add(oldest);
            }
        } finally {
            lock.unlock();
        }
        givenUp.forEach(Session::discard);
    }

    private void keep(Session session) {
        Deadline expiry =
                Deadline.start(
                        session.thread("result"), settings.get().results(), () -> expire(session));
        Result result = new Result(session.inMemory(), expiry);
        results.put(session, result);
        kept += result.size();
    }

    /** An id that its owner may send again, and that must start nothing then. */
    private void remember(Session session) {
        if (!session.facts().resumable()) {
            return;
        }
        forgotten.add(key(session));
        if (forgotten.size() > MOST_FORGOTTEN) {
            forgotten.remove(forgotten.iterator().next());
        }
    }

    private void expire(Session session) {
        lock.lock();
        try {
            remove(session);
        } finally {
            lock.unlock();
        }
        session.discard();
    }

    private void remove(Session session) {
        Result result = results.remove(session);
        if (result != null) {
            kept -= result.size();
            sessions.remove(key(session));
            remember(session);
            result.expiry().close();
        }
    }

    /** Gives up all results. */
    void close() {
        List<Session> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(sessions.values());
            List.copyOf(results.keySet()).forEach(this::remove);
        } finally {
            lock.unlock();
        }
        all.forEach(Session::discard);
    }
}
