package dev.landline.cli.jobs;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.exec.Copy;
import dev.landline.client.Landline;
import dev.landline.client.SessionLogs;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline logs}. */
@Command(
        name = "logs",
        header = "Show what a session on another machine has written.",
        customSynopsis = "landline logs [OPTION]... TARGET [ID]",
        description = {
            "",
            "Its output goes to standard output, its messages to standard error. A session that"
                + " nobody is attached to writes to the server's disk, up to a limit; how much of"
                + " the beginning is gone is said first.",
            ""
        },
        sortOptions = false)
public final class LogsCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "TARGET", description = "[user@]host[:port] or unix:PATH")
    private String target = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            description =
                    "The session's id, 4 or more digits of its beginning, or its name. Without it,"
                            + " the only one that runs, or the only one there is.")
    private @Nullable String session;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until the session ends.")
    private boolean follow;

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** The command, to be filled in by picocli. */
    public LogsCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() {
        OtherMachine.check(spec, target, connection);
        return new Visit(target, connection, here, messages, options).run(this::show);
    }

    private int show(Landline landline) throws Complaint, IOException, InterruptedException {
        String which =
                session != null
                        ? session
                        : new SessionChoice(target, messages, here.clock())
                                .only(landline, true)
                                .id();
        try (SessionLogs logs = landline.logs(which, follow)) {
            long gone = logs.missing();
            if (gone > 0) {
                messages.say(gone + " bytes before this are gone");
            }
            FutureTask<Boolean> stderr =
                    new FutureTask<>(() -> {
                        Copy.stderr(logs.stderr(), messages.shared());
                        return true;
                    });
            Thread.ofPlatform().daemon().name("landline-stderr").start(stderr);
            Copy.stdout(logs.stdout(), here.stdout());
            var _ = stderr.get();
            if (logs.missing() > gone) {
                messages.say(logs.missing() - gone + " bytes between are gone");
            }
            return 0;
        } catch (BrokenOutput e) {
            return e.status();
        } catch (ExecutionException e) {
            return unwrapped(e);
        }
    }

    private static int unwrapped(ExecutionException e) throws Complaint, IOException {
        return switch (e.getCause()) {
            case BrokenOutput broken -> broken.status();
            case Complaint complaint -> throw complaint;
            case IOException io -> throw io;
            case null, default -> throw new IllegalStateException(e.getCause());
        };
    }
}
