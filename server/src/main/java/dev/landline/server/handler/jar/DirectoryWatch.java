package dev.landline.server.handler.jar;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees what changes in a directory, and whether the directory itself comes, goes or is exchanged;
 * for that the nearest directory above it is looked at too. For one thread at a time, but for
 * {@link #close}.
 */
final class DirectoryWatch implements AutoCloseable {

    private static final WatchEvent.Kind<?>[] ANYTHING = {
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_MODIFY,
        StandardWatchEventKinds.ENTRY_DELETE
    };

    private final Path directory;
    private final WatchService service;

    /** What is looked at, and what of it matters: a name in it, or null for any. */
    private Map<WatchKey, Optional<Path>> keys = Map.of();

    /**
     * What may have changed.
     *
     * @param all whether it may be anything
     * @param names otherwise which entries of the directory
     */
    record Changes(boolean all, Set<String> names) {

        static final Changes ANYTHING = new Changes(true, Set.of());

        boolean include(String name) {
            return all || names.contains(name);
        }
    }

    private DirectoryWatch(Path directory, WatchService service) {
        this.directory = directory;
        this.service = service;
    }

    /**
     * Begins to look. What happens from here on is seen.
     *
     * @param directory it need not be there
     * @throws IOException where the system does not let it
     */
    static DirectoryWatch open(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath().normalize();
        DirectoryWatch watch =
                new DirectoryWatch(absolute, absolute.getFileSystem().newWatchService());
        try {
            watch.register();
            return watch;
        } catch (IOException e) {
            watch.close();
            throw e;
        }
    }

    /**
     * Waits until something has changed.
     *
     * @param most how long at most
     * @return what may have changed; nothing where the time is over
     * @throws java.nio.file.ClosedWatchServiceException where this is closed
     */
    Changes await(Optional<Duration> most) throws InterruptedException, IOException {
        @Nullable WatchKey first =
                most.isEmpty()
                        ? service.take()
                        : service.poll(most.get().toNanos(), TimeUnit.NANOSECONDS);
        boolean all = false;
        Set<String> names = new HashSet<>();
        for (@Nullable WatchKey key = first; key != null; key = service.poll()) {
            Optional<Path> matters = keys.getOrDefault(key, Optional.empty());
            for (WatchEvent<?> event : key.pollEvents()) {
                if (!(event.context() instanceof Path name)) {
                    all = true; // too much has happened
                } else if (matters.isEmpty()) {
                    names.add(name.toString());
                } else if (name.equals(matters.get())) {
                    all = true;
                }
            }
            if (!key.reset()) {
                all = true; // it is no more
            }
        }
        if (all) {
            register();
        }
        return new Changes(all, names);
    }

    /** Looks at the directory, and at what is above it, where they are now. */
    private void register() throws IOException {
        Map<WatchKey, Optional<Path>> now = new HashMap<>();
        Path next = directory;
        while (true) {
            Path above = next.getParent();
            if (above == null || registered(above, Optional.of(next.getFileName()), now)) {
                break;
            }
            next = above;
        }
        // What was made since on the way to the directory has not been told.
        while (!next.equals(directory) && Files.isDirectory(next)) {
            Path below = next.resolve(next.relativize(directory).getName(0));
            registered(next, Optional.of(below.getFileName()), now);
            next = below;
        }
        registered(directory, Optional.empty(), now);
        keys.keySet().stream().filter(key -> !now.containsKey(key)).forEach(WatchKey::cancel);
        keys = now;
    }

    /**
     * Looks at a directory. One that may not be read cannot be looked at, which does no harm above
     * the one that is meant.
     *
     * @return false where it is not there, or is none
     */
    private boolean registered(
            Path place, Optional<Path> matters, Map<WatchKey, Optional<Path>> now)
            throws IOException {
        try {
            now.put(place.register(service, ANYTHING), matters);
            return true;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        } catch (AccessDeniedException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
