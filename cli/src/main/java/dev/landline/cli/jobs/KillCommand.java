package dev.landline.cli.jobs;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline kill}. */
@Command(
        name = "kill",
        header = "Send a signal to a session on another machine.",
        customSynopsis = "landline kill [OPTION]... TARGET ID",
        description = {"", "It goes to the whole process group of the command.", ""},
        sortOptions = false)
public final class KillCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "TARGET", description = "[user@]host[:port] or unix:PATH")
    private String target = "";

    @Parameters(
            index = "1",
            paramLabel = "ID",
            description = "The session's id, 4 or more digits of its beginning, or its name.")
    private String session = "";

    @Option(
            names = {"-s", "--signal"},
            paramLabel = "SIGNAL",
            converter = SignalName.class,
            description = "Such as KILL, SIGKILL or 9 (default: ${DEFAULT-VALUE}).")
    private String signal = "TERM";

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** The command, to be filled in by picocli. */
    public KillCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() {
        OtherMachine.check(spec, target, connection);
        return new Visit(target, connection, here, messages, options)
                .run(landline -> {
                    landline.signal(session, signal);
                    return 0;
                });
    }
}
