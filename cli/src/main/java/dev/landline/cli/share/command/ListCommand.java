package dev.landline.cli.share.command;

import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.share.ShareDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code landline sharing list}. */
@Command(
        name = "list",
        header = "List the connections that are kept for commands.",
        description = {"", "COMMANDS says how many use the connection now.", ""},
        sortOptions = false)
public final class ListCommand implements Callable<Integer> {

    @Option(
            names = "--json",
            description = "One JSON object a line for each: target, pid, started, commands.")
    private boolean json;

    private final Surroundings here;
    private final Messages messages;
    private final PrintWriter out;

    /** The command, to be filled in by picocli. */
    public ListCommand(Surroundings here, Messages messages, PrintWriter out) {
        this.here = here;
        this.messages = messages;
        this.out = out;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<KeptRelay> all =
                KeptRelay.all(ShareDirectory.of(here.environment()::get, here.home()));
        if (json) {
            all.forEach(one -> out.print(one.answer() + "\n"));
        } else if (all.isEmpty()) {
            messages.say("no connection is kept");
        } else {
            int width =
                    Math.max(
                            6, all.stream().mapToInt(one -> one.target().length()).max().orElse(0));
            String form = "%-" + width + "s  %8s  %8s  %s%n";
            out.printf(form, "TARGET", "COMMANDS", "PROCESS", "STARTED");
            all.forEach(one ->
                    out.printf(form, one.target(), one.commands(), one.pid(), one.started()));
        }
        return 0;
    }
}
