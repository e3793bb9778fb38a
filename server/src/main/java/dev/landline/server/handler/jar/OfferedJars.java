package dev.landline.server.handler.jar;

import dev.landline.Printable;
import dev.landline.identity.FileTrust;
import dev.landline.server.call.HandlerFailure;
import dev.landline.server.call.HandlerSource;
import dev.landline.server.call.HandlerTable;
import dev.landline.server.call.HandlerTable.Conflict;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import dev.landline.server.handler.jar.DirectoryWatch.Changes;
import dev.landline.server.handler.jar.JarCopies.Copy;
import dev.landline.server.handler.jar.JarRefusedException.Remedy;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which jars of a directory are offered, and why the others are not. For one thread at a time. */
final class OfferedJars {

    private static final String SUFFIX = ".jar";

    private final Path directory;
    private final HandlerTable table;
    private final ServerListener events;
    private final JarCopies copies;
    private final JarLoading loading;
    private final Duration quiet;
    private final SortedMap<String, JarRecord> jars = new TreeMap<>();
    private String warned = "";

    /**
     * Offers nothing yet.
     *
     * @param directory where the jars are; it need not be there
     * @param table where their handlers are offered
     * @param events told what comes, goes and is refused
     * @param copies where jars are copied to before they are opened
     * @param loading what loads them
     * @param quiet how long a jar that cannot be read must have been as it is until that is told
     */
    OfferedJars(
            Path directory,
            HandlerTable table,
            ServerListener events,
            JarCopies copies,
            JarLoading loading,
            Duration quiet) {
        this.directory = directory;
        this.table = table;
        this.events = events;
        this.copies = copies;
        this.loading = loading;
        this.quiet = quiet;
    }

    /**
     * Looks at the directory. Where others could write it, everything stays as it is.
     *
     * @param changes which jars to look at, besides those that are new
     */
    void update(Changes changes) throws InterruptedException {
        boolean mended = !warned.isEmpty();
        SortedSet<String> names;
        try {
            Optional<String> weakness = weakness();
            if (weakness.isPresent()) {
                warn(weakness.get() + "; until then, no jar of it is looked at");
                return;
            }
            names = names();
        } catch (IOException e) {
            warn(HandlerFailure.described(e));
            return;
        }
        warned = "";
        boolean freed = removeAllBut(names);
        for (String name : names) {
            if (mended || changes.include(name) || !jars.containsKey(name)) {
                freed |= offer(name);
            }
        }
        while (freed) {
            freed = offerWhatHadNoName();
        }
        tellWhatStaysUnreadable();
    }

    private Optional<String> weakness() throws IOException {
        try {
            return FileTrust.weakness(directory);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void warn(String message) {
        if (!message.equals(warned)) {
            warned = message;
            events.on(new ServerEvent.Warning("handlers.directory: " + Printable.of(message)));
        }
    }

    /** Hidden ones are somebody's who is not done with them yet. */
    private SortedSet<String> names() throws IOException {
        SortedSet<String> names = new TreeSet<>();
        if (!Files.isDirectory(directory)) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.endsWith(SUFFIX) && !name.startsWith(".")) {
                    names.add(name);
                }
            }
            return names;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private boolean removeAllBut(Set<String> names) {
        boolean removed = false;
        for (String name : List.copyOf(jars.keySet())) {
            if (!names.contains(name)) {
                jars.remove(name);
                if (table.remove(name)) {
                    removed = true;
                    events.on(new ServerEvent.HandlersChanged(name, List.of()));
                }
            }
        }
        return removed;
    }

    /** Whether something has become free since, and was taken. */
    private boolean offerWhatHadNoName() throws InterruptedException {
        boolean changed = false;
        for (String name : List.copyOf(jars.keySet())) {
            JarRecord jar = jars.get(name);
            if (jar != null && jar.remedy() == Remedy.A_FREE_NAME) {
                changed |= offer(name);
            }
        }
        return changed;
    }

    /** Offers a jar as it is now, in place of what it was; true where that makes a difference. */
    private boolean offer(String name) throws InterruptedException {
        JarRecord jar = jars.computeIfAbsent(name, JarRecord::new);
        try {
            Copy copy = copy(name);
            Runnable released = () -> copies.remove(copy.file());
            if (jar.offers(copy.hash())) {
                released.run();
                return false;
            }
            HandlerSource source = loading.load(name, copy.file(), released);
            Optional<Conflict> conflict = table.put(source);
            if (conflict.isPresent()) {
                source.retire();
                throw taken(conflict.get());
            }
            jar.isOffered(copy.hash());
            events.on(new ServerEvent.HandlersChanged(name, source.names()));
            return true;
        } catch (NoSuchFileException e) {
            return false; // its end will be told too
        } catch (IOException e) {
            jar.isRefused(
                    new JarRefusedException(
                            "it cannot be copied: " + HandlerFailure.described(e), null),
                    events);
            return false;
        } catch (JarRefusedException e) {
            jar.isRefused(e, events);
            return false;
        }
    }

    private Copy copy(String name) throws IOException, JarRefusedException {
        if (!Printable.of(name).equals(name)) {
            throw new JarRefusedException("expected a name that can be printed", null);
        }
        Path file = directory.resolve(name);
        Optional<String> weakness = FileTrust.weakness(file);
        if (weakness.isPresent()) {
            throw new JarRefusedException(weakness.get(), null);
        }
        if (!Files.isRegularFile(file)) {
            throw new JarRefusedException("expected a file", null);
        }
        return copies.copy(file);
    }

    private static JarRefusedException taken(Conflict conflict) {
        return new JarRefusedException(
                Remedy.A_FREE_NAME,
                "%s is a handler of %s already; give one of them another name"
                        .formatted(conflict.name(), conflict.from()),
                null);
    }

    private void tellWhatStaysUnreadable() {
        jars.values().stream()
                .filter(jar ->
                        jar.quietFor().filter(time -> time.compareTo(quiet) >= 0).isPresent())
                .forEach(jar -> jar.tell(events));
    }

    /**
     * When to look again though nothing has changed.
     *
     * @return how long from now; empty for never
     */
    Optional<Duration> next() {
        return jars.values().stream()
                .flatMap(jar -> jar.quietFor().stream())
                .map(quiet::minus)
                .map(time -> time.isNegative() ? Duration.ZERO : time)
                .min(Duration::compareTo);
    }

    /** Offers nothing any more, without a word. */
    void removeAll() {
        jars.keySet().forEach(table::remove);
        jars.clear();
    }
}
