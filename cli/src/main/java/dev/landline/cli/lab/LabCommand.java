package dev.landline.cli.lab;

import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Screen;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.lab.experiment.Experiment;
import dev.landline.cli.lab.experiment.Findings;
import dev.landline.cli.lab.tape.Sockets;
import dev.landline.cli.lab.view.JsonView;
import dev.landline.cli.lab.view.Paint;
import dev.landline.cli.lab.view.TextView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline lab}. */
@Command(
        name = "lab",
        header = "Show what happens to messages on their way through a socket.",
        customSynopsis = "landline lab [--list] [--json] [--svg DIR] [NAME]...",
        sortOptions = false,
        description = {
            "",
            "Runs experiments with sockets on loopback and shows what was written, what was read,"
                    + " and where it was cut. Everything shown was recorded in this run; no two"
                    + " runs are quite the same.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, whether or not it happened what was expected",
            "1:the sockets could not be used, or a picture could not be written",
            "2:wrong usage"
        },
        footer = {
            "",
            "Examples:",
            "  landline lab glue leak",
            "  landline lab --json nagle | jq .numbers",
            "  landline lab --svg pictures"
        })
public final class LabCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "An experiment; see --list. Default: all of them.")
    private final List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "List the experiments and exit.")
    private boolean list;

    @Option(
            names = "--json",
            description = "For programs: one object for each experiment, each on a line.")
    private boolean json;

    @Option(
            names = "--svg",
            paramLabel = "DIR",
            description = "Also draw each experiment, into DIR/NAME.svg.")
    private @Nullable Path svg;

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final PrintWriter out;
    private final Sockets sockets;

    /** The command, to be filled in by picocli. */
    public LabCommand(Surroundings here, PrintWriter out) {
        this(here, out, Sockets.REAL);
    }

    /** The same with sockets from elsewhere. */
    LabCommand(Surroundings here, PrintWriter out, Sockets sockets) {
        this.sockets = sockets;
        this.here = here;
        this.out = out;
    }

    @Override
    public Integer call() throws Complaint {
        List<Experiment> wanted = wanted();
        if (list) {
            wanted.forEach(
                    each -> out.println(String.format("%-10s  %s", each.name(), each.headline())));
            return 0;
        }
        Pictures pictures = svg == null ? null : Pictures.in(here.directory().resolve(svg));
        boolean first = true;
        for (Experiment experiment : wanted) {
            Findings findings = findings(experiment);
            if (!first && !json) {
                out.println();
            }
            first = false;
            lines(findings).forEach(out::println);
            if (pictures != null) {
                Path file = pictures.write(findings);
                if (!json) {
                    out.println("picture: " + file);
                }
            }
            out.flush();
        }
        return 0;
    }

    private List<String> lines(Findings findings) {
        if (json) {
            return List.of(JsonView.line(findings));
        }
        Paint paint = Screen.hasColours(here) ? Paint.COLOURS : Paint.PLAIN;
        return new TextView(Screen.width(here), paint).lines(findings);
    }

    private Findings findings(Experiment experiment) throws Complaint {
        try {
            return experiment.run(sockets);
        } catch (IOException e) {
            throw new Complaint(
                    experiment.name() + ": the sockets could not be used: " + e.getMessage(),
                    List.of("the lab needs TCP and UDP on loopback, and nothing else"),
                    e);
        }
    }

    private List<Experiment> wanted() {
        List<Experiment> all = Experiment.all();
        if (names.isEmpty()) {
            return all;
        }
        List<Experiment> wanted = new ArrayList<>();
        for (String name : names) {
            wanted.add(
                    all.stream()
                            .filter(each -> each.name().equals(name))
                            .findFirst()
                            .orElseThrow(() -> unknown(name, all)));
        }
        return wanted;
    }

    private ParameterException unknown(String name, List<Experiment> all) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        return new ParameterException(
                spec.commandLine(),
                "expected an experiment ("
                        + all.stream().map(Experiment::name).collect(Collectors.joining(", "))
                        + "), got '"
                        + name
                        + "'");
    }
}
