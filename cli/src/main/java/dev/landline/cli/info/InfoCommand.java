package dev.landline.cli.info;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.Landline;
import dev.landline.info.Sample;
import dev.landline.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline info}. */
@Command(
        name = "info",
        header = "Show what a server tells about itself, this connection and you.",
        customSynopsis = "landline info [OPTION]... TARGET",
        description = {
            "",
            "What the server has counted is shown to whoever may see it (access.info in its"
                    + " configuration). Numbers that are 0 and the buckets of histograms are left"
                    + " out; --json has all.",
            ""
        },
        sortOptions = false)
public final class InfoCommand implements Callable<Integer> {

    private static final int ROOM = 8 * 1024;

    @Parameters(
            paramLabel = "TARGET",
            description = "[user@]host[:port], unix:PATH, or local for a server in this process")
    private String target = "";

    @Option(
            names = "--json",
            description =
                    "One JSON object: the answer as in spec/PROTOCOL.md, round_trip and clock_ahead"
                            + " in milliseconds, and counters.")
    private boolean json;

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;
    private final LongSupplier nanoTime;

    /** The command, to be filled in by picocli. */
    public InfoCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
        this.nanoTime = System::nanoTime;
    }

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        connection.check(spec.commandLine());
        return new Visit(target, connection, here, messages, options).run(this::show);
    }

    private int show(Landline landline) throws IOException {
        TimedInfo timed = TimedInfo.ask(landline::info, here.clock(), nanoTime);
        List<Sample> counters = timed.info().rights().counters() ? landline.counters() : List.of();
        here.stdout().write(json ? line(timed, counters) : page(timed, counters));
        return 0;
    }

    private static byte[] line(TimedInfo timed, List<Sample> counters) {
        JsonWriter writer = new JsonWriter(ROOM);
        writer.reset(0);
        writer.value(timed.toJson(counters));
        byte[] line = Arrays.copyOf(writer.array(), writer.size() + 1);
        line[writer.size()] = '\n';
        return line;
    }

    private static byte[] page(TimedInfo timed, List<Sample> counters) {
        String lines = String.join("\n", InfoText.lines(timed, counters));
        return (lines + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
