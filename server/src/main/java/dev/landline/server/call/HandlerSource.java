package dev.landline.server.call;

import dev.landline.Printable;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.HandlerDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Handlers that come and go together. A call holds a lease; when the source was taken out of the
 * {@link HandlerTable} and the last lease has ended, it is released, once. Safe for use by many
 * threads.
 */
public final class HandlerSource {

    private final String from;
    private final Map<String, Offer> offers;
    private final Runnable released;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private int leases;
    private boolean retired;

    /**
     * A handler as it was described when its source was made.
     *
     * @param source where it comes from
     * @param description what it is called, takes and gives
     * @param handler the handler
     */
    record Offer(HandlerSource source, HandlerDescription description, Handler handler) {}

    /**
     * Makes a source and asks each handler for its description.
     *
     * @param from what the source is called, such as the name of a jar's file; no two sources of a
     *     table are called the same
     * @param handlers what it offers
     * @param released called once when nothing uses the handlers any more, by the thread that ended
     *     the last use; must not throw
     * @throws IllegalArgumentException where two handlers have one name; it names both
     */
    public HandlerSource(String from, List<? extends Handler> handlers, Runnable released) {
        this.from = Printable.of(from);
        this.released = released;
        Map<String, Offer> named = new LinkedHashMap<>();
        for (Handler handler : handlers) {
            HandlerDescription description = handler.description();
            Offer other =
                    named.putIfAbsent(description.name(), new Offer(this, description, handler));
            if (other != null) {
                throw new IllegalArgumentException(
                        "two handlers are called %s: %s and %s; give one of them another name"
                                .formatted(
                                        description.name(),
                                        other.handler.getClass().getName(),
                                        handler.getClass().getName()));
            }
        }
        this.offers = Map.copyOf(named);
    }

    /**
     * What it is called.
     *
     * @return such as {@code flights.jar}
     */
    public String from() {
        return from;
    }

    /**
     * What its handlers are called.
     *
     * @return sorted names
     */
    public List<String> names() {
        return offers.keySet().stream().sorted().toList();
    }

    /** Its handlers by their names. */
    Map<String, Offer> offers() {
        return offers;
    }

    /** Begins a use; false where the source is retired. */
    boolean enter() {
        lock.lock();
        try {
            if (retired) {
                return false;
            }
            leases++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a use. */
    void leave() {
        boolean last;
        lock.lock();
        try {
            leases--;
            last = retired && leases == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            released.run();
        }
    }

    /**
     * Lets no further use begin. It is released when the last one has ended; at once where there is
     * none.
     */
    public void retire() {
        boolean last;
        lock.lock();
        try {
            last = !retired && leases == 0;
            retired = true;
        } finally {
            lock.unlock();
        }
        if (last) {
            released.run();
        }
    }

    @Override
    public String toString() {
        return from;
    }
}
