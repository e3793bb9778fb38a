package dev.landline.engine;

import java.util.concurrent.Executor;

/** Starts the virtual threads of one connection and names them: {@code landline-c7-read}. */
final class ConnectionThreads {

    private final String prefix;

    ConnectionThreads(String connection) {
        this.prefix = "landline-" + connection + "-";
    }

    Thread start(String purpose, Runnable task) {
        return Thread.ofVirtual().name(prefix + purpose).start(task);
    }

    /** Runs what waits for a future, so that the reading thread never does. */
    Executor executor(String purpose) {
        return task -> start(purpose, task);
    }
}
