package dev.landline.cli.jobs;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.exec.EscapeCharacter;
import dev.landline.cli.exec.ForegroundCommand;
import dev.landline.cli.exec.Joined;
import dev.landline.cli.exec.Relay;
import dev.landline.cli.exec.TerminalCommand;
import dev.landline.cli.terminal.EscapeChar;
import dev.landline.cli.terminal.RawTerminal;
import dev.landline.client.Attach;
import dev.landline.client.Landline;
import dev.landline.exec.Job;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline attach}. */
@Command(
        name = "attach",
        header = "Join a session on another machine.",
        customSynopsis = "landline attach [OPTION]... TARGET [ID]",
        description = {
            "",
            "Shows what is kept of its output, then what comes. What is typed goes to it. Several"
                + " may be joined at once. At a session with a terminal ~. leaves and ~? lists what"
                + " else there is; at one without, the second Ctrl-C asks.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit status: the command's own, and%n",
        exitCodeList = {
            "0:the session was detached",
            "2:wrong usage of landline",
            "255:left with ~. or Landline failed (see --failure-status)"
        })
public final class AttachCommand implements Callable<Integer> {

    private static final int STDIN = 0;

    @Parameters(index = "0", paramLabel = "TARGET", description = "[user@]host[:port] or unix:PATH")
    private String target = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            description =
                    "The session's id, 4 or more digits of its beginning, or its name. Without it,"
                            + " the only one that runs.")
    private @Nullable String session;

    @Option(names = "--view", description = "Look on only. Ctrl-C leaves.")
    private boolean view;

    @Option(
            names = {"-n", "--no-stdin"},
            description = "Read no input here.")
    private boolean noStdin;

    @Option(
            names = "--escape-char",
            paramLabel = "CHAR",
            converter = EscapeCharacter.class,
            description =
                    "The character before what is meant for landline: one such as %%, ^X for"
                            + " Ctrl-X, or none (default: ~).")
    private EscapeChar escape = EscapeChar.USUAL;

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** The command, to be filled in by picocli. */
    public AttachCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() {
        OtherMachine.check(spec, target, connection);
        Visit visit = new Visit(target, connection, here, messages, options);
        return visit.run(landline -> join(landline, visit));
    }

    private int join(Landline landline, Visit visit)
            throws Complaint, IOException, InterruptedException, TimeoutException {
        SessionChoice choice = new SessionChoice(target, messages, here.clock());
        Job job = session == null ? choice.only(landline, false) : choice.named(landline, session);
        boolean terminal = job.terminal();
        Attach attach = landline.attach(job.id());
        if (view) {
            attach.view();
        }
        if (terminal && !noStdin && here.terminal().isAt(STDIN)) {
            RawTerminal screen = RawTerminal.of(here);
            attach.size(screen.size());
            return new TerminalCommand(
                            joined(landline, attach, job, true),
                            visit,
                            screen,
                            messages,
                            escape,
                            view,
                            connection.failureStatus())
                    .run();
        }
        Relay.Input input =
                view || noStdin
                        ? Relay.Input.LEFT
                        : terminal ? Relay.Input.SHARED : Relay.Input.CARRIED;
        return new ForegroundCommand(
                        joined(landline, attach, job, terminal),
                        here,
                        messages,
                        !connection.neverAsk(),
                        connection.failureStatus())
                .run(input);
    }

    private Joined joined(Landline landline, Attach attach, Job job, boolean terminal)
            throws IOException, InterruptedException, TimeoutException {
        return new Joined(
                target, landline, attach.start(), job.name(), false, terminal, job.stdout());
    }
}
