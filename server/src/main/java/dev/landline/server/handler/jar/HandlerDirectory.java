package dev.landline.server.handler.jar;

import dev.landline.Printable;
import dev.landline.server.call.HandlerFailure;
import dev.landline.server.call.HandlerTable;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.handler.jar.DirectoryWatch.Changes;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Offers the handlers of the jars in a directory: those that appear are loaded, those that change
 * are replaced, and the handlers of those that go, go along. Calls that run end on what they began
 * with.
 */
public final class HandlerDirectory implements AutoCloseable {

    /** How long a jar that cannot be read must not have changed until that is told. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private static final Duration LOADING = Duration.ofSeconds(30);
    private static final Duration RELEASING = Duration.ofSeconds(5);

    private final Path directory;
    private final ServerListener events;
    private final JarCopies copies = new JarCopies();
    private final OfferedJars jars;
    private volatile @Nullable DirectoryWatch watch;
    private volatile @Nullable Thread thread;

    /**
     * Looks at nothing yet.
     *
     * @param directory where the jars are; it need not be there
     * @param table where their handlers are offered
     * @param events told what comes, goes and is refused
     */
    public HandlerDirectory(Path directory, HandlerTable table, ServerListener events) {
        this.directory = directory;
        this.events = events;
        this.jars =
                new OfferedJars(directory, table, events, copies, new JarLoading(LOADING), QUIET);
    }

    /**
     * Offers what is there, and looks from now on for what changes, on a thread of its own. Nothing
     * that is wrong with a jar or the directory is more than an event. To be called once.
     */
    public void start() {
        try {
            DirectoryWatch opened = watch();
            jars.update(Changes.ANYTHING);
            if (opened != null) {
                thread = Thread.ofVirtual().name("landline-handlers").start(() -> follow(opened));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable DirectoryWatch watch() {
        try {
            DirectoryWatch opened = DirectoryWatch.open(directory);
            watch = opened;
            return opened;
        } catch (IOException e) {
            warn(e);
            return null;
        }
    }

    private void warn(IOException e) {
        events.on(
                new ServerEvent.Warning(
                        "handlers.directory: changes in %s are not seen until the server is restarted: %s"
                                .formatted(
                                        Printable.of(directory.toString()),
                                        Printable.of(HandlerFailure.described(e)))));
    }

    private void follow(DirectoryWatch opened) {
        try {
            while (true) {
                jars.update(opened.await(jars.next()));
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // It is closed.
        } catch (IOException e) {
            warn(e);
        }
    }

    /**
     * Looks no more, and offers nothing any more. Waits until what was loaded is released; five
     * seconds at most, where something is called all the same. A thread that is interrupted stays
     * so, and does not wait.
     */
    @Override
    public void close() {
        try {
            Thread following = thread;
            if (following != null) {
                following.interrupt();
                following.join();
            }
            jars.removeAll();
            copies.removeAll(RELEASING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeWatch();
        }
    }

    private void closeWatch() {
        DirectoryWatch opened = watch;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                // It sees nothing any more, whatever became of it.
            }
        }
    }
}
