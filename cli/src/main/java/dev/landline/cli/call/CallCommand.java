package dev.landline.cli.call;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.TargetHosts;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.Time;
import dev.landline.cli.exec.Copy;
import dev.landline.cli.fan.FanOptions;
import dev.landline.cli.fan.FanOut;
import dev.landline.client.Landline;
import dev.landline.client.call.HandlerCall;
import dev.landline.client.call.HandlerEntry;
import dev.landline.client.call.RunningCall;
import dev.landline.client.fleet.SpooledInput;
import dev.landline.json.JsonException;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import dev.landline.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline call}. */
@Command(
        name = "call",
        header = "Call a handler of another machine's server.",
        customSynopsis = {
            "landline call [OPTION]... TARGET NAME [JSON] [-]",
            "       landline call [OPTION]... TARGET --list"
        },
        description = {
            "",
            "A handler is Java code that a server offers under a name. What it answers goes to"
                    + " standard output as it comes: a JSON value a line, or bytes as they are.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the handler has answered to the end",
            "2:wrong usage of landline, or JSON that is none",
            "124:the time of --timeout, or the server's, was over",
            "130:cancelled with Ctrl-C",
            "255:the handler failed, there is none, or Landline failed (see --failure-status)"
        },
        footer = {
            "",
            "Examples:",
            "  landline call box --list",
            "  landline call box flight.status '{\"flight\": \"CA981\"}'",
            "  landline call box report.import - < report.json",
            "  landline call box image.scale '{\"width\": 640}' - < in.png > out.png"
        })
public final class CallCommand implements Callable<Integer> {

    private static final int TIMED_OUT = 124;
    private static final int DEPTH = 500;
    private static final int LINE = 512;
    private static final String STDIN = "-";

    @Parameters(
            index = "0",
            paramLabel = "TARGET",
            description = {
                "[user@]host[:port], unix:PATH, or local.",
                "Many hosts: @GROUP, web[01-40], 'a,b', '@web,!web07', '@web&@eu', file:PATH, or -"
                        + " for a list on standard input."
            })
    private String target = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The handler's name, such as flight.status.")
    private @Nullable String name;

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "JSON",
            description = {
                "Its parameters, an object with a field for each. With -, standard input is sent:"
                    + " the parameters, where none stand here, or what a handler reads that takes"
                    + " bytes. Without both it is given an empty object."
            })
    private final List<String> words = new ArrayList<>();

    @Option(
            names = {"-l", "--list"},
            description = "List the handlers that you may call, with what they take.")
    private boolean list;

    @Option(
            names = "--json",
            description =
                    "With --list: a JSON object a line, as in spec/PROTOCOL.md. Many hosts: an"
                            + " object a line for each host and its output, and one for what came"
                            + " of each host.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "Have the server end the call after a time, such as 500ms, 90s or 10m; the exit"
                            + " status is 124 then.")
    private @Nullable Duration timeout;

    @Mixin private final FanOptions fan = new FanOptions();

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** The command, to be filled in by picocli. */
    public CallCommand(Surroundings here, Messages messages, GlobalOptions options) {
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
        boolean many = TargetHosts.isMany(target);
        if (many) {
            fan.check(command, json);
        } else {
            fan.refuse(command);
        }
        Visit visit = new Visit(target, connection, here, messages, options);
        if (list) {
            if (name != null) {
                throw new ParameterException(
                        command, "--list: expected no handler beside it, got '" + name + "'");
            }
            return visit.run(this::show);
        }
        if (name == null) {
            throw new ParameterException(
                    command,
                    "expected a handler: landline call TARGET NAME [JSON] [-], or --list for what"
                            + " there is");
        }
        String handler = name;
        boolean stdin = !words.isEmpty() && words.getLast().equals(STDIN);
        List<String> texts = stdin ? words.subList(0, words.size() - 1) : words;
        if (texts.size() > 1) {
            throw new ParameterException(
                    command,
                    "expected JSON in one word, got "
                            + texts.size()
                            + " words; put it in quotes: '"
                            + String.join(" ", texts)
                            + "'");
        }
        JsonValue parameters = texts.isEmpty() ? null : parse(texts.getFirst(), command);
        return many
                ? onMany(handler, parameters, stdin)
                : visit.run(landline -> make(landline.call(handler), parameters, stdin));
    }

    private int onMany(String handler, @Nullable JsonValue parameters, boolean stdin) {
        if (stdin && TargetHosts.isInput(target)) {
            messages.say("standard input: expected hosts or parameters there, got - for both");
            return 2;
        }
        try (SpooledInput input = new SpooledInput(here.stdin())) {
            CallOnHost task =
                    new CallOnHost(
                            landline -> {
                                HandlerCall call = landline.call(handler);
                                if (parameters != null) {
                                    call.parameters(parameters);
                                }
                                if (timeout != null) {
                                    call.timeout(timeout);
                                }
                                return call;
                            },
                            stdin ? Optional.of(input) : Optional.empty());
            return new FanOut(here, messages, options, connection, fan)
                    .json(json)
                    .hostTimeout(Optional.ofNullable(timeout))
                    .run(target, task);
        } catch (IOException e) {
            messages.failure("", e);
            return connection.failureStatus();
        }
    }

    private static JsonValue parse(String text, CommandLine command) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return new JsonReader(DEPTH, Integer.MAX_VALUE).readValue(bytes, 0, bytes.length);
        } catch (JsonException e) {
            throw new ParameterException(command, "JSON: " + e.getMessage(), e);
        }
    }

    private int make(HandlerCall call, @Nullable JsonValue parameters, boolean stdin)
            throws Complaint, IOException {
        if (parameters != null) {
            call.parameters(parameters);
        }
        if (stdin) {
            call.input(here.stdin());
        }
        if (timeout != null) {
            call.timeout(timeout);
        }
        try (RunningCall running = call.start();
                CallInterrupt interrupt = new CallInterrupt(running, here.signals())) {
            try {
                Copy.stdout(running.output(), here.stdout());
                running.await();
                return 0;
            } catch (ChannelException e) {
                if (interrupt.cancelled()) {
                    return CallInterrupt.STATUS;
                }
                if (e.code() != ErrorCode.TIMED_OUT) {
                    throw e;
                }
                messages.failure(target, e);
                return TIMED_OUT;
            }
        } catch (BrokenOutput e) {
            return e.status();
        }
    }

    private int show(Landline landline) throws IOException {
        List<HandlerEntry> handlers = landline.handlers();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        if (json) {
            JsonWriter writer = new JsonWriter(LINE);
            for (HandlerEntry handler : handlers) {
                writer.reset(0);
                writer.value(handler.toJson());
                text.write(writer.array(), 0, writer.size());
                text.write('\n');
            }
        } else if (handlers.isEmpty()) {
            messages.say(target + ": there is no handler that you may call");
        } else {
            for (String line : HandlerText.lines(handlers)) {
                text.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        here.stdout().write(text.toByteArray());
        return 0;
    }
}
