package dev.landline.server.session;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.engine.Deadline;
import dev.landline.engine.IncomingStream;
import dev.landline.exec.OnDisconnect;
import dev.landline.server.config.SessionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is joined to a session, for whom of them its output waits, and what becomes of it when nobody
 * is there.
 */
final class Audience {

    /** Places at one session; whoever has gone and may come back has one. */
    private static final int MOST = 64;

    private final Session session;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final Map<String, Attachment> places = new LinkedHashMap<>();
    private OnDisconnect policy;
    private @Nullable Attachment holder;
    private @Nullable Deadline abandonment;
    private long absences;
    private boolean over;

    Audience(Session session, OnDisconnect policy) {
        this.session = session;
        this.policy = policy;
        if (policy instanceof OnDisconnect.Detach) {
            session.spool();
        }
    }

    OnDisconnect policy() {
        lock.lock();
        try {
            return policy;
        } finally {
            lock.unlock();
        }
    }

    int joined() {
        lock.lock();
        try {
            return (int) present().count();
        } finally {
            lock.unlock();
        }
    }

    private Stream<Attachment> present() {
        return places.values().stream().filter(place -> place.joint() != null);
    }

    /** The place of that id, where there is one. */
    Optional<Attachment> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(places.get(id));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The place of that id. Makes one where there is none; who has gone and has not come back gives
     * theirs up then, if need be.
     *
     * @throws ChannelException where there are too many
     */
    Attachment place(String id, boolean opener, boolean view) throws ChannelException {
        lock.lock();
        try {
            if (!places.containsKey(id) && places.size() >= MOST && !makeRoom()) {
                throw new ChannelException(
                        ErrorCode.NOT_PERMITTED,
                        "expected at most " + MOST + " to be joined to one session");
            }
            return places.computeIfAbsent(id, key -> new Attachment(session, key, opener, view));
        } finally {
            lock.unlock();
        }
    }

    /** Gives up the place of whoever is gone the longest and has not opened the session. */
    private boolean makeRoom() {
        Optional<Attachment> absent =
                places.values().stream()
                        .filter(place -> place.joint() == null && !place.opener())
                        .findFirst();
        absent.ifPresent(place ->
                remove(
                        place,
                        new ChannelException(
                                ErrorCode.CANCELLED, "others have come in the meantime")));
        return absent.isPresent();
    }

    /** Somebody is there, in a place of theirs; whoever was there before is not. */
    void joined(Joint joint) {
        Joint before;
        boolean holds;
        Deadline calledOff = null;
        lock.lock();
        try {
            Attachment place = joint.place();
            places.put(place.id(), place);
            before = place.joint();
            place.joint(joint);
            holds = !place.view() && (holder == null || holder == place || holder.joint() == null);
            if (holds) {
                holder = place;
                joint.hold(true);
                calledOff = abandonment;
                abandonment = null;
            }
            if (over) {
                dropInput(place);
                joint.sessionEnded();
            }
        } finally {
            lock.unlock();
        }
        if (before != null) {
            before.hold(false);
            before.supersede();
        }
        if (calledOff != null) {
            calledOff.close();
        }
    }

    /**
     * Somebody is not there any more.
     *
     * @param cause why
     * @return whether the channel has to wait for the command's end, because that was their will
     */
    boolean left(Joint joint, LandlineException cause) {
        Attachment place = joint.place();
        boolean broken = cause instanceof ConnectionException;
        boolean ends = false;
        Optional<String> kept = Optional.empty();
        lock.lock();
        try {
            if (place.joint() != joint) {
                return false; // somebody else is there already
            }
            if (over) {
                place.joint(null);
                return !broken;
            }
            ends = place.opener() && (!broken || policy instanceof OnDisconnect.Kill);
            if (!ends) {
                place.joint(null);
                joint.hold(false);
                if (!broken || joint.forGood()) {
                    remove(place, cause);
                }
                kept = passOn();
            }
        } finally {
            lock.unlock();
        }
        if (ends) {
            session.end("cancelled", false);
        } else if (broken) {
            session.host().tell(session, "lost a client: " + cause.getMessage());
        }
        kept.ifPresent(note -> session.host().tell(session, note));
        return ends;
    }

    /** The channel has ended, however it was served. */
    void gone(Joint joint) {
        Optional<String> kept = Optional.empty();
        lock.lock();
        try {
            Attachment place = joint.place();
            if (place.joint() == joint) {
                place.joint(null);
                joint.hold(false);
                kept = over ? kept : passOn();
            }
        } finally {
            lock.unlock();
        }
        kept.ifPresent(note -> session.host().tell(session, note));
    }

    private void remove(Attachment place, LandlineException cause) {
        places.remove(place.id());
        IncomingStream stdin = place.stdin();
        if (stdin != null && !place.opener()) {
            stdin.giveUp(cause);
        }
    }

    /**
     * The output waits for the next who is there, or for nobody.
     *
     * @return what there is to tell, once the lock was given back
     */
    private Optional<String> passOn() {
        if (holder != null && holder.joint() != null) {
            return Optional.empty();
        }
        Optional<Attachment> next = present().filter(place -> !place.view()).findFirst();
        if (next.isPresent()) {
            holder = next.get();
            Joint joint = holder.joint();
            if (joint != null) {
                joint.hold(true);
            }
            return Optional.empty();
        }
        return switch (policy) {
            case OnDisconnect.Kill _ -> Optional.empty();
            case OnDisconnect.Keep(Optional<Duration> time) -> keep(time);
            case OnDisconnect.Detach _ -> {
                waits(false);
                yield Optional.empty();
            }
        };
    }

    private Optional<String> keep(Optional<Duration> asked) {
        SessionSettings settings = session.host().settings();
        Duration time = asked.orElse(settings.keep());
        if (time.compareTo(settings.keepMost()) > 0) {
            time = settings.keepMost();
        }
        if (abandonment != null) {
            return Optional.empty();
        }
        absences++;
        long absence = absences;
        abandonment = Deadline.start(session.thread("keep"), time, () -> abandoned(absence));
        return Optional.of("nobody is joined: kept for " + time.toSeconds() + " s");
    }

    /** Unless somebody has come at the last moment. */
    private void abandoned(long absence) {
        lock.lock();
        try {
            if (abandonment == null || absence != absences) {
                return;
            }
        } finally {
            lock.unlock();
        }
        session.host().tell(session, "nobody came back in time: it is ended");
        session.end("abandoned", false);
    }

    private void waits(boolean wait) {
        session.stdout().waits(wait);
        session.stderr().waits(wait);
    }

    /** From now on the session runs by itself; everybody leaves. */
    void detach() {
        List<Joint> leaving = new ArrayList<>();
        Deadline calledOff;
        lock.lock();
        try {
            if (over) {
                return;
            }
            policy = OnDisconnect.detach();
            calledOff = abandonment;
            abandonment = null;
            session.spool();
            present()
                    .forEach(place -> {
                        Joint joint = place.joint();
                        if (joint != null) {
                            leaving.add(joint);
                        }
                        place.joint(null);
                    });
            holder = null;
            waits(false);
        } finally {
            lock.unlock();
        }
        if (calledOff != null) {
            calledOff.close();
        }
        leaving.forEach(Joint::release);
    }

    /** The command is gone: whoever is joined hears of it behind the rest of the output. */
    void sessionEnded() {
        Deadline calledOff;
        lock.lock();
        try {
            over = true;
            calledOff = abandonment;
            abandonment = null;
            for (Attachment place : places.values()) {
                dropInput(place);
                Joint joint = place.joint();
                if (joint != null) {
                    joint.sessionEnded();
                }
            }
        } finally {
            lock.unlock();
        }
        if (calledOff != null) {
            calledOff.close();
        }
    }

    private static void dropInput(Attachment place) {
        IncomingStream stdin = place.stdin();
        if (stdin != null) {
            stdin.close();
        }
    }

    /** Nobody will come any more. Who is there hears of the end first. */
    void discard() {
        lock.lock();
        try {
            if (over) {
                places.clear();
            }
        } finally {
            lock.unlock();
        }
    }
}
