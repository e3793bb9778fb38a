package dev.landline.cli.share.command;

import dev.landline.Target;
import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Signals;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.Time;
import dev.landline.cli.share.RelayProcess;
import dev.landline.cli.share.ShareDirectory;
import dev.landline.cli.share.SharedConnection;
import dev.landline.cli.share.SharedListener;
import dev.landline.engine.Relay;
import dev.landline.link.Link;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code landline sharing keep}: what a command leaves behind. It connects, listens, and ends when
 * nobody has come for a time, when the connection is lost, or when somebody wants it to.
 */
@Command(
        name = "keep",
        hidden = true,
        header = "Keep a connection for other commands. Started by them.",
        sortOptions = false)
public final class KeepCommand implements Callable<Integer> {

    private static final int FAILED = 1;

    @Parameters(paramLabel = "HOST:PORT", description = "Where to connect.")
    private String target = "";

    @Option(
            names = "--idle",
            paramLabel = "TIME",
            required = true,
            converter = Time.class,
            description = "How long to stay when nobody is there.")
    private Duration idle = Duration.ZERO;

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** The command, to be filled in by picocli. */
    public KeepCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(Target.parse(target) instanceof Target.Host host)) {
            messages.say("expected HOST:PORT, got " + target);
            return FAILED;
        }
        SharedConnection shared = connection.shared(host, here, messages, options);
        ShareDirectory directory = ShareDirectory.of(here.environment()::get, here.home());
        RelayDesk desk = new RelayDesk(shared.target(), here.clock());
        try (Relay relay = connection.relay(host, here, messages, options, desk::answer)) {
            desk.open(relay);
            Optional<SharedListener> listener = SharedListener.open(directory, shared.name());
            RelayProcess.started(directory, shared.name());
            if (listener.isPresent()) {
                keep(relay, listener.get(), desk);
            }
        } catch (IOException e) {
            messages.failure(target, e);
            return FAILED;
        }
        return 0;
    }

    private void keep(Relay relay, SharedListener listener, RelayDesk desk)
            throws IOException, InterruptedException {
        try (listener;
                Signals.Registration _ = here.signals().beforeExit(() -> closeQuietly(listener))) {
            messages.detail(target + ": keeping a connection for " + idle);
            Thread.ofVirtual().name("landline-share-accept").start(() -> accept(listener, relay));
            Thread.ofVirtual().name("landline-share-stop").start(() -> stop(desk, relay));
            relay.awaitIdle(idle);
        }
    }

    private static void accept(SharedListener listener, Relay relay) {
        try {
            while (true) {
                Link link = listener.accept();
                Thread.ofVirtual().name("landline-share-greet").start(() -> take(relay, link));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private static void take(Relay relay, Link link) {
        try {
            relay.accept(link);
        } catch (IOException e) {
            // Whoever it was went away, or finds another way.
        }
    }

    private static void stop(RelayDesk desk, Relay relay) {
        try {
            desk.awaitStop();
            relay.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(SharedListener listener) {
        try {
            listener.close();
        } catch (IOException e) {
            // The next one removes the socket.
        }
    }
}
