package dev.landline.client;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work on files. It has a platform thread, because the system calls of virtual threads would hold
 * up others.
 */
final class FileWork {

    /** What is to be done. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    private FileWork() {}

    /**
     * Does it, and waits for it.
     *
     * @param thread the name of the thread
     * @param work what to do; interrupted where the caller is
     */
    static void run(String thread, Work work) throws IOException, InterruptedException {
        FutureTask<Void> task =
                new FutureTask<>(() -> {
                    work.run();
                    return null;
                });
        Thread worker = Thread.ofPlatform().daemon().name(thread).start(task);
        try {
            task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case InterruptedException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            worker.interrupt();
        }
    }
}
