package dev.landline.engine;

import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Starts the threads of one connection and names them: {@code landline-c7-read}. */
final class ConnectionThreads {

    private final String prefix;
    private final Supplier<? extends Thread.Builder> kind;

    ConnectionThreads(String connection, Supplier<? extends Thread.Builder> kind) {
        this.prefix = "landline-" + connection + "-";
        this.kind = kind;
    }

    Thread start(String purpose, Runnable task) {
        return named(purpose).start(task);
    }

    /** A thread that is not there yet. */
    Thread.Builder named(String purpose) {
        return kind.get().name(prefix + purpose);
    }

    /** Runs what waits for a future, so that the reading thread never does. */
    Executor executor(String purpose) {
        return task -> start(purpose, task);
    }
}
