package dev.landline.cli.doctor;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.Examination;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.diagnosis.Failure;
import dev.landline.client.diagnosis.Report;
import dev.landline.client.diagnosis.Step;
import dev.landline.json.JsonWriter;
import dev.landline.probe.ProbeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline doctor}. */
@Command(
        name = "doctor",
        header = "Say what is slow or wrong between here and another machine.",
        customSynopsis = "landline doctor [OPTION]... TARGET",
        description = {
            "",
            "Goes the way of a command step by step, with the time of each: name look-up, every"
                    + " address, TLS and keys, greeting, round trips, how fast bytes go each way,"
                    + " clocks and limits. The first thing that fails is named, with what to do."
                    + " Nothing is asked, no key is made and nothing is started there.",
            "",
            "The exit status is 0 where the connection works, be it slow.",
            ""
        },
        sortOptions = false)
public final class DoctorCommand implements Callable<Integer> {

    private static final int LINE = 4096;
    private static final int INTERRUPTED = 130;

    @Parameters(
            paramLabel = "TARGET",
            description = "[user@]host[:port], a name from the hosts file, unix:PATH, or local")
    private String target = "";

    @Option(
            names = "--time",
            paramLabel = "SECONDS",
            description = "For how long bytes are sent each way; 0 for not at all (default: 2).")
    private int time = 2;

    @Option(names = "--json", description = "One JSON object at the end.")
    private boolean json;

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;
    private volatile boolean interrupted;

    /** The command, to be filled in by picocli. */
    public DoctorCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        boolean _ = here.signals().handle("INT", this::interrupt);
        Examination examination = new Examination(connection, here, messages, options);
        Report report;
        try {
            report = examination.run(target, Duration.ofSeconds(time), this::show);
        } catch (Complaint e) {
            messages.failure(target, e);
            return connection.failureStatus();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return interrupted ? INTERRUPTED : tell(report);
    }

    /** Whoever interrupts knows why the connection ends. */
    private void interrupt() {
        interrupted = true;
        here.signals().exit(INTERRUPTED);
    }

    private int tell(Report report) throws IOException {
        if (json) {
            write(json(report));
        } else {
            for (String line : new ReportText().ending(report)) {
                write(line);
            }
        }
        for (Failure failure : report.failures()) {
            messages.say(failure.message());
            failure.hints().forEach(messages::hint);
        }
        return report.failures().isEmpty() ? 0 : connection.failureStatus();
    }

    private void check() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        connection.check(spec.commandLine());
        if (time < 0 || time > ProbeRequest.MAX_TIME.toSeconds()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--time: expected 0 to "
                            + ProbeRequest.MAX_TIME.toSeconds()
                            + " seconds, got "
                            + time);
        }
    }

    private void show(Step step) {
        if (json) {
            return;
        }
        List<String> lines = new StepText().lines(step);
        try {
            for (String line : lines) {
                write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String json(Report report) {
        JsonWriter writer = new JsonWriter(LINE);
        writer.reset(0);
        writer.value(new ReportJson(target).of(report));
        return new String(writer.array(), 0, writer.size(), StandardCharsets.UTF_8);
    }

    private void write(String line) throws IOException {
        here.stdout().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
