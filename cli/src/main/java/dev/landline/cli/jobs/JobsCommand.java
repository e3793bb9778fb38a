package dev.landline.cli.jobs;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.Landline;
import dev.landline.exec.Job;
import dev.landline.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline jobs}. */
@Command(
        name = "jobs",
        header = "List the sessions on another machine.",
        customSynopsis = "landline jobs [OPTION]... TARGET",
        description = {
            "",
            "They are yours: those that run and those whose result is still kept, the oldest first."
                    + " STATE says joined where somebody is attached, and SINCE how long ago the"
                    + " session was started, or ended. OUT and ERR are bytes.",
            ""
        },
        sortOptions = false)
public final class JobsCommand implements Callable<Integer> {

    private static final int STDOUT = 1;
    private static final int LINE = 512;

    @Parameters(paramLabel = "TARGET", description = "[user@]host[:port] or unix:PATH")
    private String target = "";

    @Option(
            names = "--json",
            description = "One JSON object a line for each session, as in spec/PROTOCOL.md.")
    private boolean json;

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** The command, to be filled in by picocli. */
    public JobsCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() {
        OtherMachine.check(spec, target, connection);
        return new Visit(target, connection, here, messages, options).run(this::list);
    }

    private int list(Landline landline) throws IOException {
        List<Job> jobs = landline.jobs();
        if (json) {
            JsonWriter writer = new JsonWriter(LINE);
            ByteArrayOutputStream lines = new ByteArrayOutputStream();
            for (Job job : jobs) {
                writer.reset(0);
                writer.value(job.toJson());
                lines.write(writer.array(), 0, writer.size());
                lines.write('\n');
            }
            here.stdout().write(lines.toByteArray());
        } else if (jobs.isEmpty()) {
            messages.say(target + ": there is no session");
        } else {
            List<String> lines = new JobTable(here.clock().instant(), width()).lines(jobs);
            here.stdout().write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return 0;
    }

    /** What a program reads is not clipped. */
    private int width() {
        return here.terminal().isAt(STDOUT)
                ? here.terminal().columns().orElse(Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
    }
}
