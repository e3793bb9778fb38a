package dev.landline.cli.connect;

import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.share.RelayProcess;
import dev.landline.cli.share.ShareDirectory;
import dev.landline.cli.share.SharedConnection;
import dev.landline.cli.share.SharedSocket;
import dev.landline.client.SharedLinks;
import dev.landline.link.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Goes through the process that keeps a connection, where there is one, and leaves one behind where
 * there is none. Whatever goes wrong with that is told with {@code -v} alone: a command can always
 * connect by itself.
 */
final class Sharing implements SharedLinks {

    /** A command that is over sooner is not disturbed by a process that starts beside it. */
    private static final long UNDISTURBED_MILLIS = 250;

    private static final long LAST_MILLIS = 1000;

    private final ShareDirectory directory;
    private final SharedConnection connection;
    private final Duration idle;
    private final Surroundings here;
    private final Messages messages;
    private final CountDownLatch over = new CountDownLatch(1);

    Sharing(
            ShareDirectory directory,
            SharedConnection connection,
            Duration idle,
            Surroundings here,
            Messages messages) {
        this.directory = directory;
        this.connection = connection;
        this.idle = idle;
        this.here = here;
        this.messages = messages;
    }

    static ShareDirectory directory(Surroundings here) {
        return ShareDirectory.of(here.environment()::get, here.home());
    }

    @Override
    public Optional<Link> find() {
        try {
            return directory.isThere()
                    ? SharedSocket.connect(directory.socket(connection.name()))
                    : Optional.empty();
        } catch (IOException e) {
            notShared(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    void notShared(String why) {
        messages.detail(connection.target() + ": the connection is not shared: " + why);
    }

    /**
     * Starts a process that keeps such a connection, a moment later or when the command is over.
     *
     * @return to be closed when the command is over
     */
    Leaving leaveBehind() {
        Thread thread = Thread.ofPlatform().daemon().name("landline-share").start(this::startLater);
        return () -> {
            over.countDown();
            var _ = thread.join(Duration.ofMillis(LAST_MILLIS));
        };
    }

    /** What is left to do when a command is over. */
    @FunctionalInterface
    interface Leaving {
        /** Nothing. */
        Leaving NONE = () -> {};

        /** Does it, in a second at most. */
        void commandIsOver() throws InterruptedException;
    }

    private void startLater() {
        try {
            var _ = over.await(UNDISTURBED_MILLIS, TimeUnit.MILLISECONDS);
            if (RelayProcess.start(directory, connection, idle, here.clock().instant())) {
                messages.detail(
                        connection.target()
                                + ": a process keeps a connection for the next commands; landline"
                                + " sharing stop ends it");
            }
        } catch (IOException e) {
            notShared(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
