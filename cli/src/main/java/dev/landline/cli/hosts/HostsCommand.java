package dev.landline.cli.hosts;

import dev.landline.cli.connect.InventoryOptions;
import dev.landline.cli.connect.TargetHosts;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.hosts.Host;
import dev.landline.client.hosts.HostSet;
import dev.landline.client.hosts.Inventory;
import dev.landline.client.hosts.InventoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline hosts}. */
@Command(
        name = "hosts",
        header = "Show which hosts there are, and what an expression means.",
        customSynopsis = "landline hosts [OPTION]... [EXPR]",
        description = {
            "",
            "Nothing is connected to. Without EXPR, the groups with their members; with one of"
                    + " --fold, --names, --count and --json, @all is meant then.",
            "",
            "EXPR is names, ranges such as web[01-40], patterns such as 'web*', groups such as @web"
                    + " or file:PATH, with , for more, ! for all but these, & for those in both,"
                    + " and parentheses.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  landline hosts",
            "  landline hosts '@web,!web07'",
            "  landline hosts --count '@web&@eu'",
            "  for h in $(landline hosts -1 @db); do ssh $h uptime; done",
            "  landline hosts --fold - <names"
        })
public final class HostsCommand implements Callable<Integer> {

    private static final int STDOUT = 1;
    private static final int FAILED = 1;
    private static final int COUNT = 1;
    private static final String ALL = "@all";

    @Parameters(
            arity = "0..1",
            paramLabel = "EXPR",
            description = "Which hosts; - reads the expression from standard input.")
    private @Nullable String expression;

    @Option(
            names = "--fold",
            description = "One line with the names folded, such as web[01-12,15],db1.")
    private boolean fold;

    @Option(
            names = {"-1", "--names"},
            description = "One name a line.")
    private boolean names;

    @Option(names = "--count", description = "How many they are.")
    private boolean count;

    @Option(
            names = "--json",
            description =
                    "One JSON object a line for each host: name, address, port, user, key, groups.")
    private boolean json;

    @Mixin private final InventoryOptions inventory = new InventoryOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;

    /** The command, to be filled in by picocli. */
    public HostsCommand(Surroundings here, Messages messages) {
        this.here = here;
        this.messages = messages;
    }

    @Override
    public Integer call() throws IOException {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        long ways = Stream.of(fold, names, count, json).filter(chosen -> chosen).count();
        if (ways > 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected at most one of --fold, --names, --count and --json, got " + ways);
        }
        TargetHosts targets = inventory.hosts(here);
        Inventory known = targets.load();
        if (expression == null && ways == 0) {
            return groups(known, targets);
        }
        String asked = expression == null ? ALL : expression;
        print(lines(known, known.select(targets.expression(asked))));
        return 0;
    }

    private List<String> lines(Inventory known, List<Host> hosts) throws InventoryException {
        if (fold) {
            return HostLines.folded(hosts);
        }
        if (names) {
            return HostLines.names(hosts);
        }
        if (count) {
            return List.of(String.valueOf(hosts.size()));
        }
        return json ? new HostLines(known).json(hosts) : new HostLines(known).table(hosts, width());
    }

    /** A group that cannot be found out does not keep the others from being shown. */
    private int groups(Inventory known, TargetHosts targets) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        int status = 0;
        for (String group : known.groups()) {
            try {
                rows.add(row("@" + group, known.group(group)));
            } catch (InventoryException e) {
                messages.failure("@" + group, e);
                status = FAILED;
            }
        }
        if (status == 0) {
            HostSet all = known.all();
            if (all.isEmpty()) {
                messages.say("there are no hosts in " + targets.file());
                messages.hint("docs/fan-out.md describes the file");
                return 0;
            }
            rows.addFirst(row(ALL, all));
        }
        print(
                new TextTable(List.of("GROUP", "HOSTS", "MEMBERS"), Set.of(COUNT), width())
                        .lines(rows));
        return status;
    }

    private static List<String> row(String group, HostSet members) {
        return List.of(group, String.valueOf(members.size()), members.fold());
    }

    private void print(List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        here.stdout().write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What a program reads is not clipped. */
    private int width() {
        return here.terminal().isAt(STDOUT)
                ? here.terminal().columns().orElse(Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
    }
}
