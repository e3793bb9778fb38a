package dev.landline.cli.exec;

import dev.landline.TerminalSize;
import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.terminal.EscapeChar;
import dev.landline.cli.terminal.RawTerminal;
import dev.landline.client.Exec;
import dev.landline.client.Landline;
import dev.landline.client.RunningCommand;
import dev.landline.exec.Job;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline shell}. */
@Command(
        name = "shell",
        header = "Work at a terminal of another machine.",
        description = {
            "",
            "Starts the login shell of the account on a terminal that is as large as the one here."
                    + " What is left when the connection breaks, or on purpose, goes on there:"
                    + " landline jobs lists it, landline attach comes back to it. With --name the"
                    + " shell is left for good, and the same command comes back to it.",
            ""
        },
        customSynopsis = "landline shell [OPTION]... TARGET",
        sortOptions = false,
        exitCodeListHeading = "%nExit status: the shell's own, and%n",
        exitCodeList = {
            "0:the shell was detached with ~d",
            "2:wrong usage of landline",
            "128+N:the shell was ended by signal N",
            "255:left with ~. or Landline failed: unreachable, refused, connection lost"
                    + " (see --failure-status)"
        },
        footer = {
            "",
            "At the beginning of a line:",
            "  ~.    leave at once; what becomes of the shell is as --on-disconnect says",
            "  ~d    leave, and let the shell run on for good",
            "  ~^Z   suspend landline; fg brings it back",
            "  ~?    list these",
            "  ~~    type ~",
            "",
            "Examples:",
            "  landline shell box",
            "  landline shell box --name work     # tomorrow again",
            "  echo 'make && ./run' | landline shell -C src box"
        })
public final class ShellCommand implements Callable<Integer> {

    private static final int STDIN = 0;

    @Parameters(
            index = "0",
            paramLabel = "TARGET",
            description =
                    "[user@]host[:port], unix:PATH, or local: a server that lives as long as this"
                            + " command, in this process.")
    private String target = "";

    @Mixin private final PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--escape-char",
            paramLabel = "CHAR",
            converter = EscapeCharacter.class,
            description =
                    "The character before what is meant for landline: one such as %%, ^X for"
                            + " Ctrl-X, or none (default: ~).")
    private EscapeChar escape = EscapeChar.USUAL;

    @Mixin private final SessionOptions session = new SessionOptions();

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** The command, to be filled in by picocli. */
    public ShellCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        CommandLine command = spec.commandLine();
        connection.check(command);
        place.check(command);
        session.check(command, target);
        if (session.name().isPresent()) {
            session.runsByItself();
        }
        Visit visit = new Visit(target, connection, here, messages, options);
        session.keep().ifPresent(visit::reconnectFor);
        return visit.run(landline -> run(landline, visit));
    }

    private int run(Landline landline, Visit visit)
            throws Complaint, IOException, InterruptedException, TimeoutException {
        Optional<Job> left = session.name().isPresent() ? left(landline) : Optional.empty();
        Optional<RawTerminal> terminal =
                here.terminal().isAt(STDIN) ? Optional.of(RawTerminal.of(here)) : Optional.empty();
        Optional<TerminalSize> size = terminal.map(RawTerminal::size);
        RunningCommand command =
                left.isPresent()
                        ? landline.attach(left.get().id())
                                .size(size.orElse(RawTerminal.USUAL))
                                .start()
                        : start(landline, size);
        Joined joined =
                new Joined(
                        target,
                        landline,
                        command,
                        session.name(),
                        left.isEmpty(),
                        true,
                        left.map(Job::stdout).orElse(0L));
        if (terminal.isPresent()) {
            return new TerminalCommand(
                            joined,
                            visit,
                            terminal.get(),
                            messages,
                            escape,
                            false,
                            connection.failureStatus())
                    .run();
        }
        return new ForegroundCommand(
                        joined, here, messages, !connection.neverAsk(), connection.failureStatus())
                .run(Relay.Input.TYPED);
    }

    private RunningCommand start(Landline landline, Optional<TerminalSize> size)
            throws Complaint, IOException, InterruptedException, TimeoutException {
        Exec exec = landline.loginShell();
        new TerminalWish(here).apply(exec, size);
        place.apply(exec, target, here);
        session.apply(exec, target);
        return exec.start();
    }

    /** The shell of that name, where it was left. */
    private Optional<Job> left(Landline landline) throws Complaint, IOException {
        Optional<Job> found =
                landline.jobs().stream()
                        .filter(job -> job.state() == Job.State.RUNNING)
                        .filter(job -> job.name().equals(session.name()))
                        .findFirst();
        if (found.isPresent() && !found.get().terminal()) {
            throw new Complaint(
                    target + ": " + found.get().name().orElse("") + " runs without a terminal",
                    "landline attach " + target + " " + found.get().name().orElse(""));
        }
        return found;
    }
}
