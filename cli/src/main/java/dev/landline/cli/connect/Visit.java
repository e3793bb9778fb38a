package dev.landline.cli.connect;

import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.Landline;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A connection for the length of one command, and what becomes of its failures. */
public final class Visit {

    /** How long to try to make a connection anew, where nothing else is said. */
    private static final Duration USUAL = Duration.ofMinutes(10);

    private static final Duration GOODBYE = Duration.ofMillis(500);
    private static final String LOCAL = "local";

    private final String target;
    private final ConnectOptions options;
    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions global;
    private final LineWords words;
    private Duration reconnectFor = USUAL;
    private volatile boolean hurried;

    /** What is done meanwhile. */
    @FunctionalInterface
    public interface Task {
        /**
         * Does it.
         *
         * @return the exit status
         */
        int run(Landline landline)
                throws Complaint, IOException, InterruptedException, TimeoutException;
    }

    /** Prepares one. */
    public Visit(
            String target,
            ConnectOptions options,
            Surroundings here,
            Messages messages,
            GlobalOptions global) {
        this.target = target;
        this.options = options;
        this.here = here;
        this.messages = messages;
        this.global = global;
        this.words = new LineWords(target, messages);
    }

    /** Whether a target is the server that lives in this process. */
    public static boolean isLocal(String target) {
        return target.equals(LOCAL);
    }

    /** How long to try to make the connection anew. */
    public Visit reconnectFor(Duration time) {
        reconnectFor = time;
        return this;
    }

    /** What is said of the connection. */
    public LineWords words() {
        return words;
    }

    /** From now on nobody wants to wait for the end of the connection: it may be dead. */
    public void hurry() {
        hurried = true;
    }

    /**
     * Connects, runs the task and closes.
     *
     * @return the exit status: the task's, or that of a failure, which was told
     */
    public int run(Task task) {
        try {
            return isLocal(target) ? onLocal(task) : onTarget(task);
        } catch (Complaint | IOException | RuntimeException | TimeoutException e) {
            messages.failure(target, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return options.failureStatus();
    }

    private int onLocal(Task task)
            throws Complaint, IOException, InterruptedException, TimeoutException {
        here.signals().leaveThreadsBehind(); // The server's: it runs on virtual threads.
        try (LocalServer server = LocalServer.start(here, messages);
                Landline landline = server.connect(connecting())) {
            return task.run(landline);
        }
    }

    private int onTarget(Task task)
            throws Complaint, IOException, InterruptedException, TimeoutException {
        Connecting connecting = connecting();
        Landline landline = connecting.connect(options.hosts(here).one(target));
        try {
            return task.run(landline);
        } finally {
            close(landline);
            connecting.commandIsOver();
        }
    }

    private void close(Landline landline) throws InterruptedException {
        words.close();
        if (hurried) {
            Thread goodbye =
                    Thread.ofPlatform().daemon().name("landline-goodbye").start(landline::close);
            var _ = goodbye.join(GOODBYE);
        } else {
            landline.close();
        }
    }

    private Connecting connecting() {
        return options.connecting(here, messages, global, reconnectFor, words);
    }
}
