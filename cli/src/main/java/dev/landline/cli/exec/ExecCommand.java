package dev.landline.cli.exec;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.TargetHosts;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.Time;
import dev.landline.cli.exec.SessionOptions.Policy;
import dev.landline.cli.fan.FanOptions;
import dev.landline.cli.fan.FanOut;
import dev.landline.cli.terminal.EscapeChar;
import dev.landline.cli.terminal.RawTerminal;
import dev.landline.client.Exec;
import dev.landline.client.Landline;
import dev.landline.client.fleet.SpooledInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline exec}. */
@Command(
        name = "exec",
        header = "Run a command on another machine, or on many.",
        description = {
            "",
            "The command's input, output, messages and exit status are those of this process."
                + " Without -c, the words reach the program as they are: no shell looks at them.",
            ""
        },
        customSynopsis = {
            "landline exec [OPTION]... TARGET [--] PROGRAM [ARG]...",
            "       landline exec [OPTION]... TARGET -c 'STRING'"
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit status: the command's own, and%n",
        exitCodeList = {
            "2:wrong usage of landline",
            "124:the time of --timeout was over",
            "126:the program cannot be executed",
            "127:there is no such program or directory",
            "128+N:the command was ended by signal N",
            "255:Landline failed: unreachable, refused, connection lost (see --failure-status)"
        },
        footer = {
            "",
            "Examples:",
            "  landline exec local -- uname -a",
            "  landline exec admin@box:7022 -C /srv/app -e DEBUG=1 ./deploy --now",
            "  landline exec box -c 'ls *.log | wc -l'",
            "  tar c . | landline exec box tar x -C /tmp",
            "  landline exec -t box top",
            "  landline exec --detach --name nightly box ./backup",
            "  landline exec --fold '@web,!web07' -- uname -r"
        })
public final class ExecCommand implements Callable<Integer> {

    private static final int STDIN = 0;
    private static final int STDERR = 2;

    @Parameters(
            index = "0",
            paramLabel = "TARGET",
            description = {
                "[user@]host[:port], unix:PATH, or local: a server that lives as long as this"
                        + " command, in this process, with throw-away keys. The working directory"
                        + " is the account's home; with local, the current directory.",
                "Many hosts: @GROUP, web[01-40], 'a,b', '@web,!web07', '@web&@eu', file:PATH, or -"
                        + " for a list on standard input."
            })
    private String target = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "ARG",
            parameterConsumer = RestOfLine.class,
            description = "The program and its arguments. No option of landline behind this.")
    private final List<String> words = new ArrayList<>();

    @Option(
            names = {"-c", "--command"},
            paramLabel = "STRING",
            description = "Run one string with the remote user's shell.")
    private @Nullable String string;

    @Option(
            names = {"-t", "--tty"},
            description =
                    "Run the command on a terminal of its own, as large as the one here. Its"
                            + " messages come with its output then.")
    private boolean tty;

    @Mixin private final PlaceOptions place = new PlaceOptions();

    @Option(
            names = {"-n", "--no-stdin"},
            description = "Give the command an empty input, and read none here.")
    private boolean noStdin;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "Have the server end the command after a time, such as 90s or 10m; the exit"
                            + " status is 124 then.")
    private @Nullable Duration timeout;

    @Option(
            names = "--detach",
            description =
                    "Start the command with an empty input, print the id of its session, and leave"
                            + " it running.")
    private boolean detach;

    @Option(
            names = "--json",
            description =
                    "Many hosts: for programs, an object a line for each host and stream, and one"
                            + " for what came of each host.")
    private boolean json;

    @Mixin private final FanOptions fan = new FanOptions();

    @Mixin private final SessionOptions session = new SessionOptions();

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** The command, to be filled in by picocli. */
    public ExecCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() {
        checkUsage();
        if (TargetHosts.isMany(target)) {
            return onMany();
        }
        Visit visit = new Visit(target, connection, here, messages, options);
        session.keep().ifPresent(visit::reconnectFor);
        return visit.run(landline -> run(landline, visit));
    }

    private void checkUsage() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        CommandLine command = spec.commandLine();
        if (words.isEmpty() && string == null) {
            throw new ParameterException(
                    command,
                    "expected a command: landline exec TARGET PROGRAM [ARG]..., or -c 'STRING'");
        }
        if (!words.isEmpty() && string != null) {
            throw new ParameterException(command, "expected either -c or a program, got both");
        }
        if (detach && Visit.isLocal(target)) {
            throw new ParameterException(
                    command, "local: expected no --detach, for this server ends with this command");
        }
        if (detach && session.policy().filter(policy -> policy != Policy.detach).isPresent()) {
            throw new ParameterException(
                    command, "--detach: expected no other --on-disconnect beside it");
        }
        if (TargetHosts.isMany(target)) {
            fan.check(command, json);
            if (tty) {
                throw new ParameterException(
                        command, "--tty: expected one host, for a terminal shows one command");
            }
        } else {
            fan.refuse(command);
            if (json) {
                throw new ParameterException(
                        command, "--json: expected many hosts, such as @GROUP or web[01-40]");
            }
        }
        connection.check(command);
        place.check(command);
        session.check(command, target);
    }

    private Exec command(Landline landline) throws Complaint {
        try {
            return string == null ? landline.exec(words) : landline.shell(string);
        } catch (IllegalArgumentException e) {
            throw new Complaint(String.valueOf(e.getMessage()));
        }
    }

    /** The same input for all, unless somebody would have to type it, or it names the hosts. */
    private int onMany() {
        boolean empty =
                noStdin || detach || TargetHosts.isInput(target) || here.terminal().isAt(STDIN);
        SpooledInput input = new SpooledInput(here.stdin());
        try (input) {
            ExecOnHost task =
                    new ExecOnHost(
                            this::onOneOfMany,
                            empty ? Optional.empty() : Optional.of(input),
                            detach);
            return new FanOut(here, messages, options, connection, fan)
                    .json(json)
                    .hostTimeout(Optional.ofNullable(timeout))
                    .reconnectFor(session.keepForMany())
                    .run(target, task);
        } catch (IOException e) {
            messages.failure("", e);
            return connection.failureStatus();
        }
    }

    private Exec onOneOfMany(Landline landline) throws IOException {
        try {
            Exec exec = command(landline);
            place.apply(exec, target, here);
            session.applyToMany(exec);
            if (timeout != null) {
                exec.timeout(timeout);
            }
            return exec;
        } catch (Complaint e) {
            throw new IOException(e.text(), e);
        }
    }

    private int run(Landline landline, Visit visit)
            throws Complaint, IOException, InterruptedException, TimeoutException {
        Exec exec = command(landline);
        Optional<RawTerminal> terminal =
                tty && !detach && !noStdin && here.terminal().isAt(STDIN)
                        ? Optional.of(RawTerminal.of(here))
                        : Optional.empty();
        if (tty) {
            new TerminalWish(here).apply(exec, terminal.map(RawTerminal::size));
        }
        place.apply(exec, target, here);
        session.apply(exec, target);
        if (timeout != null) {
            exec.timeout(timeout);
        }
        if (detach) {
            return detach(exec);
        }
        Joined joined = new Joined(target, landline, exec.start(), session.name(), true, tty, 0);
        if (terminal.isPresent()) {
            try (Departure _ = new Departure(joined, here.signals())) {
                return new TerminalCommand(
                                joined,
                                visit,
                                terminal.get(),
                                messages,
                                EscapeChar.USUAL,
                                false,
                                connection.failureStatus())
                        .run();
            }
        }
        Relay.Input input =
                noStdin ? Relay.Input.NONE : tty ? Relay.Input.TYPED : Relay.Input.CARRIED;
        return new ForegroundCommand(
                        joined, here, messages, !connection.neverAsk(), connection.failureStatus())
                .run(input);
    }

    private int detach(Exec exec) throws IOException {
        String id = exec.detach();
        here.stdout().write((id + "\n").getBytes(StandardCharsets.US_ASCII));
        if (here.terminal().isAt(STDERR)) {
            messages.hint(
                    "landline attach, logs or kill "
                            + target
                            + " "
                            + session.name().orElse(id.substring(0, 8)));
        }
        return 0;
    }
}
