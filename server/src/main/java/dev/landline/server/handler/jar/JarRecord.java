package dev.landline.server.handler.jar;

import dev.landline.Printable;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.handler.jar.JarRefusedException.Remedy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a jar by its name: which content is offered, and why the newest is not. Refers
 * to nothing that was loaded. For one thread at a time.
 */
final class JarRecord {

    private final String name;
    private String offered = "";
    private @Nullable Remedy remedy;

    /** What was said last; it is not said twice. */
    private String told = "";

    /** What will be said if the jar stays as it is. */
    private String untold = "";

    private long since;

    JarRecord(String name) {
        this.name = name;
    }

    /** Whether this is what is offered; then it is not refused any more. */
    boolean offers(String hash) {
        if (!hash.equals(offered)) {
            return false;
        }
        isOffered(hash);
        return true;
    }

    /** Notes that a content is offered. */
    void isOffered(String hash) {
        offered = hash;
        remedy = null;
        told = "";
        untold = "";
    }

    /** What may help; null where it is not refused. */
    @Nullable Remedy remedy() {
        return remedy;
    }

    /** Notes that it is refused as it is now, and tells it, or lets it wait. */
    void isRefused(JarRefusedException refusal, ServerListener events) {
        remedy = refusal.remedy();
        String message =
                refusal.reason()
                        + (offered.isEmpty() ? "" : "; what it was before is offered still");
        if (remedy == Remedy.TIME) {
            untold = message;
            since = System.nanoTime();
        } else {
            untold = "";
            tell(message, Optional.ofNullable(refusal.getCause()), events);
        }
    }

    /** How long it has been as it is; empty where nothing waits to be told. */
    Optional<Duration> quietFor() {
        return untold.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(System.nanoTime() - since));
    }

    /** Tells what has waited. */
    void tell(ServerListener events) {
        String message = untold;
        untold = "";
        tell(message, Optional.empty(), events);
    }

    private void tell(String message, Optional<Throwable> cause, ServerListener events) {
        if (!message.equals(told)) {
            told = message;
            events.on(
                    new ServerEvent.HandlersRefused(
                            Printable.of(name), Printable.of(message), cause));
        }
    }
}
