package dev.landline.server.handler.jar;

import dev.landline.server.call.HandlerSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Loads jars, each on a thread of its own: what their code leaves with its thread goes with it, and
 * code that does not end holds up nobody for long.
 */
final class JarLoading {

    private final Duration most;

    /**
     * Says how long loading may take.
     *
     * @param most the time for one jar; then its thread is interrupted, and given up
     */
    JarLoading(Duration most) {
        this.most = most;
    }

    /** As {@link HandlerJar#load}, where what comes too late is released by itself. */
    HandlerSource load(String name, Path file, Runnable released)
            throws JarRefusedException, InterruptedException {
        CompletableFuture<HandlerSource> loaded = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("landline-handlers-load")
                        .inheritInheritableThreadLocals(false)
                        .start(() -> load(name, file, released, loaded));
        try {
            return loaded.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JarRefusedException refused) {
                throw refused;
            }
            throw new JarRefusedException("it cannot be loaded", e);
        } catch (TimeoutException e) {
            throw new JarRefusedException(
                    ("expected its constructors and static initialisers to be done within %d s,"
                                    + " and they are not")
                            .formatted(most.toSeconds()),
                    null);
        } finally {
            if (loaded.cancel(false)) {
                thread.interrupt();
            }
        }
    }

    private static void load(
            String name, Path file, Runnable released, CompletableFuture<HandlerSource> loaded) {
        try {
            HandlerSource source = HandlerJar.load(name, file, released);
            if (!loaded.complete(source)) {
                source.retire();
            }
        } catch (JarRefusedException e) {
            loaded.completeExceptionally(e);
        }
    }
}
