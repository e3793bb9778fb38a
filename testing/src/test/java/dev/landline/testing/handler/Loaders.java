package dev.landline.testing.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Which class loaders of jars there are: each jar of {@link JarSources} tells of its own. */
final class Loaders implements AutoCloseable {

    private static final int ROUNDS = 200;
    private static final long ROUND_MILLIS = 50;

    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    private final Set<Reference<?>> alive = ConcurrentHashMap.newKeySet();
    private final AtomicInteger seen = new AtomicInteger();

    private Loaders() {}

    /** Begins to listen. */
    static Loaders listen() {
        Loaders loaders = new Loaders();
        Consumer<Object> ear =
                what -> {
                    if (what instanceof ClassLoader) {
                        loaders.seen.incrementAndGet();
                        loaders.alive.add(new PhantomReference<>(what, loaders.queue));
                    }
                };
        System.getProperties().put(JarSources.EAR, ear);
        return loaders;
    }

    /** How many there have been. */
    int seen() {
        return seen.get();
    }

    /** Waits until only so many are left, and sees to it that garbage is collected. */
    void awaitLeft(int most) throws InterruptedException {
        for (int round = 0; round < ROUNDS && alive.size() > most; round++) {
            System.gc();
            Reference<?> gone = queue.remove(ROUND_MILLIS);
            while (gone != null) {
                alive.remove(gone);
                gone = queue.poll();
            }
        }
        assertThat(alive.size()).as("class loaders that are left").isLessThanOrEqualTo(most);
    }

    /** How many classes this process has now. */
    static int classes() {
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    }

    /** The threads of a name. */
    static Set<Thread> threads(String name) {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().equals(name));
        return threads;
    }

    @Override
    public void close() {
        System.getProperties().remove(JarSources.EAR);
    }
}
