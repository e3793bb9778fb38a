package dev.landline.bench.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many things, a few of them at once. */
final class Together {

    private Together() {}

    /**
     * Does all of them.
     *
     * @param tasks what to do
     * @param atOnce how many at once
     * @return what each returned, in their order
     * @throws ExecutionException where one failed
     * @throws InterruptedException if the thread is interrupted
     */
    static <T> List<T> run(List<Callable<T>> tasks, int atOnce)
            throws ExecutionException, InterruptedException {
        List<T> done = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            for (Future<T> one : threads.invokeAll(tasks)) {
                done.add(one.get());
            }
        }
        return done;
    }
}
