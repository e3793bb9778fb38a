package dev.landline.cli.classic;

import dev.landline.classic.ClassicAddress;
import dev.landline.classic.Dialect;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.classic.ClassicClient;
import dev.landline.client.classic.ClassicClientBuilder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline classic connect}. */
@Command(
        name = "connect",
        header = "Talk to a server of a classic dialect.",
        description = {
            "",
            "At a terminal it asks for commands, with line editing and a history; :help there shows"
                + " what else it takes, quit or Ctrl-D leaves. Without -c and with an input or"
                + " output that is no terminal (or where TERM is dumb), each line of the input is a"
                + " command, up to its end or to a line that says quit; blank lines are skipped."
                + " Answers go to standard output and everything else to standard error.",
            "",
            "Answers pass as they are, control characters and all: a server can do to a terminal"
                    + " what any program can. Nothing is encrypted, and nobody is authenticated.",
            ""
        },
        customSynopsis = "landline classic connect [OPTION]... URI",
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done; what a command's own status was, no dialect tells",
            "1:unreachable, connection lost, not the dialect, a wrong hash, or a file that could"
                    + " not be stored",
            "2:wrong usage"
        },
        footer = {
            "",
            "Examples:",
            "  landline classic connect json://127.0.0.1:8888",
            "  landline classic connect raw://box:9000 -c 'uname -a' -c uptime",
            "  landline classic connect json://box:8888 -c 'cat app.log' -o app.log",
            "  landline classic connect json://box:8888 --upload notes.txt=monday.txt",
            "  landline classic connect length+unix:/run/box.sock < commands"
        })
public final class ConnectCommand implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int SILENT_SECONDS = 5;
    private static final int DAY = 86_400;

    @Parameters(
            index = "0",
            paramLabel = "URI",
            converter = ServerUri.class,
            description = {
                "What is spoken and where: DIALECT://HOST:PORT or DIALECT+unix:PATH, where DIALECT"
                        + " is upper, raw, length, int32 or json; or upper+udp://HOST:PORT."
            })
    private @Nullable ClassicAddress address;

    @Option(
            names = {"-c", "--command"},
            paramLabel = "STRING",
            description = "Run this and end. May be repeated: one after the other.")
    private final List<String> commands = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Save the answer to the one -c under this name, byte by byte. The file gets its"
                            + " name when it is whole, in the place of what is there, and not where"
                            + " its hash is wrong. A name that the server proposes is only shown.")
    private @Nullable Path output;

    @Option(
            names = "--upload",
            paramLabel = "FILE[=NAME]",
            description =
                    "Send a file (json only), and propose a name for it; by default, its own. May"
                            + " be repeated; goes before -c.")
    private final List<String> uploads = new ArrayList<>();

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            converter = CharsetName.class,
            description =
                    "What the server reads and writes, such as GBK; here, text is UTF-8 on every"
                            + " side. Default: UTF-8. Files are saved as they are.")
    private Charset charset = StandardCharsets.UTF_8;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = SettleTime.class,
            description =
                    "How long the server has to be silent until its answer counts as whole, such as"
                            + " 250ms or 2s (raw and upper); in length, how long to wait behind an"
                            + " empty answer before the next command. Default: 250ms.")
    private @Nullable Duration settle;

    @Option(
            names = "--answer-timeout",
            paramLabel = "SECONDS",
            description =
                    "How long to wait for the first byte of an answer (raw); then it counts as"
                            + " empty, for there are servers that send nothing where a command"
                            + " wrote nothing. What comes later is taken for the next answer."
                            + " Default: no limit.")
    private @Nullable Integer answerTimeout;

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            description = "How long connecting may take (default: ${DEFAULT-VALUE}).")
    private int connectTimeout = 10;

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private boolean silenceWasTold;

    /** The command, to be filled in by picocli. */
    public ConnectCommand(Surroundings here, Messages messages) {
        this.here = here;
        this.messages = messages;
    }

    @Override
    public Integer call() {
        ClassicAddress server = address();
        checkUsage(server);
        ClassicClientBuilder builder = builder(server);
        List<UploadChoice> files = uploads.stream().map(this::choice).toList();
        try (ClassicClient client = builder.connect()) {
            messages.detail("connected to " + client.remote());
            return converse(new Exchange(client, charset, here, messages), server, files);
        } catch (BrokenOutput e) {
            return e.status();
        } catch (Complaint | IOException | RuntimeException e) {
            messages.failure("", e);
            return FAILED;
        }
    }

    private int converse(Exchange exchange, ClassicAddress server, List<UploadChoice> files)
            throws Complaint, IOException {
        for (UploadChoice file : files) {
            exchange.upload(file);
        }
        for (String command : commands) {
            if (output == null) {
                exchange.show(command);
            } else {
                exchange.save(command, here.directory().resolve(output));
            }
        }
        if (!files.isEmpty() || !commands.isEmpty()) {
            return DONE;
        }
        return somebodyTypes()
                ? new Prompt(exchange, here, messages).run(server + "> ")
                : new Script(here.stdin(), exchange, messages).run();
    }

    /** At a terminal whose cursor can be moved: others give whole lines, as a file does. */
    private boolean somebodyTypes() {
        String type = here.environment().getOrDefault("TERM", "dumb");
        return !type.equals("dumb") && here.terminal().isAt(0) && here.terminal().isAt(1);
    }

    private ClassicAddress address() {
        if (address == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        return address;
    }

    private void checkUsage(ClassicAddress server) {
        Dialect dialect = server.dialect();
        if (commands.stream().anyMatch(String::isBlank)) {
            throw usage("--command: expected a command, got a blank");
        }
        if (output != null && commands.size() != 1) {
            throw usage("--output: expected one -c, whose answer it takes, got " + commands.size());
        }
        if (!uploads.isEmpty() && dialect != Dialect.JSON) {
            throw usage("--upload: expected json, got " + dialect.scheme());
        }
        if (settle != null && (dialect == Dialect.INT32 || dialect == Dialect.JSON)) {
            throw usage("--settle: expected raw, upper or length, got " + dialect.scheme());
        }
        if (answerTimeout != null && dialect != Dialect.RAW) {
            throw usage("--answer-timeout: expected raw, got " + dialect.scheme());
        }
        if (answerTimeout != null && (answerTimeout < 1 || answerTimeout > DAY)) {
            throw usage("--answer-timeout: expected 1 to " + DAY + ", got " + answerTimeout);
        }
        if (connectTimeout < 1) {
            throw usage("--connect-timeout: expected 1 or more, got " + connectTimeout);
        }
    }

    private ClassicClientBuilder builder(ClassicAddress server) {
        try {
            ClassicClientBuilder builder =
                    ClassicClient.to(server)
                            .charset(charset)
                            .connectTimeout(Duration.ofSeconds(connectTimeout))
                            .onSilence(Duration.ofSeconds(SILENT_SECONDS), this::tellOfSilence);
            if (answerTimeout != null) {
                builder.answerTimeout(Duration.ofSeconds(answerTimeout));
            }
            return settle == null ? builder : builder.settle(settle);
        } catch (IllegalArgumentException e) {
            throw usage("--" + e.getMessage());
        }
    }

    /** Once is enough: who has read it knows the next time. */
    private void tellOfSilence() {
        if (silenceWasTold) {
            return;
        }
        silenceWasTold = true;
        messages.say(
                "nothing has come for "
                        + SILENT_SECONDS
                        + " s: the command takes its time, or it wrote nothing and the server"
                        + " sends nothing then; raw cannot tell");
        messages.hint(
                commands.isEmpty() && somebodyTypes()
                        ? "Ctrl-C ends the wait and takes the next command"
                        : "--answer-timeout SECONDS ends the wait and goes on");
    }

    private UploadChoice choice(String text) {
        try {
            return UploadChoice.parse(text, here.directory());
        } catch (IllegalArgumentException e) {
            throw usage("--" + e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
