package dev.landline.cli;

import dev.landline.cli.console.Signals;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Signals that a test raises, for a process that does not end. */
final class RaisedSignals implements Signals {

    private final Map<String, CompletableFuture<Runnable>> handlers = new ConcurrentHashMap<>();
    private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile boolean threadsBehind;

    /** Once somebody handles it. */
    void raise(String name) {
        handler(name).join().run();
    }

    private CompletableFuture<Runnable> handler(String name) {
        return handlers.computeIfAbsent(name, key -> new CompletableFuture<>());
    }

    /** With what the process would have ended. */
    CompletableFuture<Integer> exit() {
        return exit;
    }

    @Override
    public boolean handle(String name, Runnable handler) {
        handler(name).complete(handler);
        return true;
    }

    @Override
    public Registration beforeExit(Runnable task) {
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    @Override
    public void leaveThreadsBehind() {
        threadsBehind = true;
    }

    /** Whether the end of the process would not wait for threads of the JVM. */
    boolean hasThreadsBehind() {
        return threadsBehind;
    }

    @Override
    public void exit(int status) {
        exit.complete(status);
        tasks.forEach(Runnable::run);
    }

    @Override
    public void halt(int status) {
        exit.complete(status);
    }
}
