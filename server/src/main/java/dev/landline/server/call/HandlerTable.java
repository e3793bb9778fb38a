package dev.landline.server.call;

import dev.landline.server.call.HandlerSource.Offer;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.HandlerDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which handlers there are. Sources come, are replaced and go as a whole, in one step: whoever
 * looks a name up finds the old handler or the new one, and never none between. Safe for use by
 * many threads.
 */
public final class HandlerTable implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final Map<String, HandlerSource> sources = new LinkedHashMap<>();

    private volatile SortedMap<String, Offer> offers = new TreeMap<>();

    /** A handler that stays as long as somebody uses it. */
    interface Lease extends AutoCloseable {

        /** What it is called, takes and gives. */
        HandlerDescription description();

        /** The handler itself. */
        Handler handler();

        /** Ends the use. */
        @Override
        void close();
    }

    /**
     * A handler that there is.
     *
     * @param description what it is called, takes and gives
     * @param from which source it comes from
     */
    public record Listed(HandlerDescription description, String from) {}

    /**
     * Two sources that have a name in common.
     *
     * @param name the name
     * @param from the source that keeps it
     */
    public record Conflict(String name, String from) {}

    /** Makes an empty table. */
    public HandlerTable() {}

    /**
     * Offers what a source has, in place of the source that is called the same, if there is one.
     * Calls that run go on with the handlers that they began with.
     *
     * @param source handlers that no table has had yet
     * @return empty where all are offered; where another source has one of the names already,
     *     nothing has changed, and the new source was not released
     */
    public Optional<Conflict> put(HandlerSource source) {
        @Nullable HandlerSource before;
        lock.lock();
        try {
            for (HandlerSource other : sources.values()) {
                if (!other.from().equals(source.from())) {
                    for (String name : source.offers().keySet()) {
                        if (other.offers().containsKey(name)) {
                            return Optional.of(new Conflict(name, other.from()));
                        }
                    }
                }
            }
            before = sources.put(source.from(), source);
            spread();
        } finally {
            lock.unlock();
        }
        if (before != null) {
            before.retire();
        }
        return Optional.empty();
    }

    /**
     * Offers a source's handlers no more. Calls that run go on.
     *
     * @param from what the source is called
     * @return whether there was one
     */
    public boolean remove(String from) {
        @Nullable HandlerSource before;
        lock.lock();
        try {
            before = sources.remove(from);
            spread();
        } finally {
            lock.unlock();
        }
        if (before != null) {
            before.retire();
        }
        return before != null;
    }

    private void spread() {
        SortedMap<String, Offer> all = new TreeMap<>();
        sources.values().forEach(source -> all.putAll(source.offers()));
        offers = all;
    }

    /**
     * All that are offered now.
     *
     * @return sorted by their names
     */
    public List<Listed> list() {
        return offers.values().stream()
                .map(offer -> new Listed(offer.description(), offer.source().from()))
                .toList();
    }

    /**
     * Finds a handler, to be used until the lease is closed.
     *
     * @return empty where none is offered under that name
     */
    Optional<Lease> find(String name) {
        while (true) {
            @Nullable Offer offer = offers.get(name);
            if (offer == null) {
                return Optional.empty();
            }
            if (offer.source().enter()) {
                return Optional.of(lease(offer));
            } // else it has just been replaced, and the table says by what
        }
    }

    private static Lease lease(Offer offer) {
        return new Lease() {
            @Override
            public HandlerDescription description() {
                return offer.description();
            }

            @Override
            public Handler handler() {
                return offer.handler();
            }

            @Override
            public void close() {
                offer.source().leave();
            }
        };
    }

    /** Offers nothing any more. Each source is released when its last call has ended. */
    @Override
    public void close() {
        List<HandlerSource> all;
        lock.lock();
        try {
            all = new ArrayList<>(sources.values());
            sources.clear();
            spread();
        } finally {
            lock.unlock();
        }
        all.forEach(HandlerSource::retire);
    }
}
