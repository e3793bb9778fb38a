package dev.landline.cli.exec;

import dev.landline.Target;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.Exec;
import dev.landline.client.Landline;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline exec}. */
@Command(
        name = "exec",
        header = "Run a command on another machine.",
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
            "  tar c . | landline exec box tar x -C /tmp"
        })
public final class ExecCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "TARGET",
            description = {
                "[user@]host[:port], unix:PATH, or local: a server that lives as long as this"
                        + " command, in this process, with throw-away keys. The working directory"
                        + " is the account's home; with local, the current directory."
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
            names = {"-e", "--env"},
            paramLabel = "NAME[=VALUE]",
            description =
                    "Set a variable for the command; without =VALUE, to what it is here."
                            + " May be repeated.")
    private final List<String> variables = new ArrayList<>();

    @Option(
            names = {"-C", "--cwd"},
            paramLabel = "DIR",
            description = "Run the command in this directory of the target.")
    private @Nullable String directory;

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description = {
                "The private key to be known by. Default:",
                "~/.config/landline/id_ed25519, else",
                "~/.ssh/id_ed25519, id_ecdsa or id_rsa; with none, one is made."
            })
    private @Nullable Path identity;

    @Option(
            names = "--accept-new",
            description = "Trust a host that is not known yet, without asking.")
    private boolean acceptNew;

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = {
                "The hosts that are trusted. Default:",
                "~/.config/landline/known_hosts"
            })
    private @Nullable Path knownHosts;

    @Option(names = "--batch", description = "Never ask anything: fail instead.")
    private boolean batch;

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            description = "How long connecting may take (default: ${DEFAULT-VALUE}).")
    private int connectTimeout = 15;

    @Option(
            names = {"-n", "--no-stdin"},
            description = "Give the command an empty input, and read none here.")
    private boolean noStdin;

    @Option(
            names = "--failure-status",
            paramLabel = "N",
            converter = FailureStatus.class,
            description =
                    "The exit status where Landline itself fails (default: ${DEFAULT-VALUE}), to"
                            + " tell it from a command's own.")
    private int failureStatus = 255;

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
        try {
            return target.equals("local") ? onLocal() : onTarget();
        } catch (Complaint | IOException | RuntimeException | TimeoutException e) {
            messages.failure(target, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return failureStatus;
    }

    private void checkUsage() {
        if (words.isEmpty() && string == null) {
            throw usage(
                    "expected a command: landline exec TARGET PROGRAM [ARG]..., or -c 'STRING'");
        }
        if (!words.isEmpty() && string != null) {
            throw usage("expected either -c or a program, got both");
        }
        if (connectTimeout < 1) {
            throw usage("--connect-timeout: expected 1 or more, got " + connectTimeout);
        }
        for (String variable : variables) {
            if (variable.isEmpty() || variable.startsWith("=")) {
                throw usage("--env: expected NAME[=VALUE], got '" + variable + "'");
            }
        }
    }

    private ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private int onLocal() throws Complaint, IOException, InterruptedException, TimeoutException {
        try (LocalServer server = LocalServer.start(here, messages);
                Landline landline = server.connect(connecting())) {
            Path from = here.directory();
            return run(landline, directory == null ? from.toString() : inside(from, directory));
        }
    }

    private int onTarget() throws Complaint, IOException, InterruptedException, TimeoutException {
        try (Landline landline = connecting().connect(parse())) {
            return run(landline, directory);
        }
    }

    private Target parse() throws Complaint {
        try {
            return Target.parse(target);
        } catch (IllegalArgumentException e) {
            throw new Complaint(String.valueOf(e.getMessage()));
        }
    }

    private static String inside(Path from, String directory) throws Complaint {
        try {
            return from.resolve(directory).toString();
        } catch (InvalidPathException e) {
            throw new Complaint("--cwd: " + e.getMessage());
        }
    }

    private Connecting connecting() {
        return new Connecting(
                new Connecting.Choices(
                        identity,
                        knownHosts,
                        acceptNew,
                        !batch,
                        Duration.ofSeconds(connectTimeout),
                        options.trace()),
                here,
                messages);
    }

    private int run(Landline landline, @Nullable String cwd)
            throws Complaint, IOException, InterruptedException, TimeoutException {
        Exec exec;
        try {
            exec = string == null ? landline.exec(words) : landline.shell(string);
        } catch (IllegalArgumentException e) {
            throw new Complaint(String.valueOf(e.getMessage()));
        }
        if (cwd != null) {
            exec.cwd(cwd);
        }
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            String value =
                    equals < 0 ? here.environment().get(name) : variable.substring(equals + 1);
            if (value != null) {
                exec.env(name, value);
            }
        }
        return new ForegroundCommand(target, here, messages, failureStatus).run(exec, !noStdin);
    }
}
