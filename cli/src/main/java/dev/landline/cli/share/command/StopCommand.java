package dev.landline.cli.share.command;

import dev.landline.Target;
import dev.landline.cli.connect.InventoryOptions;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.share.ShareDirectory;
import dev.landline.cli.share.SharedConnection;
import dev.landline.client.hosts.Host;
import java.io.IOException;
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

/** {@code landline sharing stop}. */
@Command(
        name = "stop",
        header = "End processes that keep connections.",
        description = {
            "",
            "Commands that use such a connection lose it, and go on with one of their own where"
                    + " they can be kept (exec, shell, cp).",
            ""
        },
        sortOptions = false)
public final class StopCommand implements Callable<Integer> {

    private static final int FAILED = 1;

    @Parameters(arity = "0..1", paramLabel = "TARGET", description = "[user@]host[:port]")
    private @Nullable String target;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Mixin private final InventoryOptions inventory = new InventoryOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;

    /** The command, to be filled in by picocli. */
    public StopCommand(Surroundings here, Messages messages) {
        this.here = here;
        this.messages = messages;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        if (all == (target != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected either a TARGET or --all, got " + (all ? "both" : "neither"));
        }
        try {
            return stop();
        } catch (Complaint e) {
            messages.failure("", e);
            return FAILED;
        }
    }

    private int stop() throws Complaint, IOException, InterruptedException {
        String wanted = target == null ? "" : address(target);
        List<KeptRelay> meant =
                KeptRelay.all(ShareDirectory.of(here.environment()::get, here.home())).stream()
                        .filter(one -> all || one.target().equals(wanted))
                        .toList();
        for (KeptRelay one : meant) {
            one.stop();
            messages.say(one.target() + ": process " + one.pid() + " keeps no connection any more");
        }
        if (meant.isEmpty() && !all) {
            messages.say(target + ": no connection is kept");
            return FAILED;
        }
        return 0;
    }

    /** As the process itself says it. */
    private String address(String typed) throws Complaint {
        Host host = inventory.hosts(here).one(typed);
        return SharedConnection.target(host.address(), host.port().orElse(Target.DEFAULT_PORT));
    }
}
