package dev.landline.cli.files;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.fan.FanOptions;
import dev.landline.cli.fan.FanOut;
import dev.landline.client.FileCopy;
import java.util.ArrayList;
import java.util.List;
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

/** {@code landline cp}. */
@Command(
        name = "cp",
        header = "Copy files to, from or between other machines.",
        customSynopsis = "landline cp [OPTION]... SRC... DST",
        description = {
            "",
            "SRC and DST are TARGET:PATH, relative to the account's home, or paths of this machine;"
                + " one side at least is TARGET:PATH. With a port: HOST:PORT:PATH. A path here that"
                + " has a colon before its first slash is written ./a:b. - is standard input or"
                + " output.",
            "",
            "TARGET may be many hosts (@GROUP, web[01-40], '@web,!web07' ...): each gets a copy, or"
                    + " what each has goes to DST/HOST.",
            "",
            "A file takes its name when it is whole and its hash is right. A copy that was cut goes"
                    + " on where it was, by itself or when the command is given again.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything is there",
            "1:something is not; each is said on standard error, and the rest was copied",
            "2:wrong usage of landline",
            "130:interrupted",
            "255:Landline failed: unreachable, refused, connection lost (see --failure-status)"
        },
        footer = {
            "",
            "Examples:",
            "  landline cp notes.txt box:",
            "  landline cp -r site admin@box:7022:/srv/www",
            "  landline cp 'box:logs/*.log' .",
            "  landline cp -rp box1:photos box2:",
            "  landline cp -r site '@web:/srv/www'",
            "  landline cp 'web[01-40]:/var/log/app.log' logs",
            "  pg_dump shop | landline cp - box:shop.sql"
        })
public final class CpCommand implements Callable<Integer> {

    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "SRC... DST",
            hideParamSyntax = true,
            description =
                    "What to copy, and the directory to copy it into, or its new name where there"
                            + " is no such directory. src/. stands for all that is in src.")
    private final List<String> places = new ArrayList<>();

    @Option(
            names = {"-r", "-R", "--recursive"},
            description = "Copy directories, with all that is in them.")
    private boolean recursive;

    @Option(
            names = {"-p", "--preserve"},
            description = "Keep modes and times of modification.")
    private boolean preserve;

    @Mixin private final CopyOptions copying = new CopyOptions();

    @Mixin private final FanOptions fan = new FanOptions();

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** The command, to be filled in by picocli. */
    public CpCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() {
        CopyPlan plan = plan();
        if (CopyPlan.isMany(plan)) {
            fan.check(command(), copying.json());
        } else {
            fan.refuse(command());
        }
        boolean streams = plan instanceof CopyPlan.PutStream || plan instanceof CopyPlan.GetStream;
        boolean toOutput = plan instanceof CopyPlan.GetStream;
        if (streams && recursive) {
            throw usage("-: expected no -r, for it is one file");
        }
        if (toOutput && copying.json()) {
            throw usage("-: expected no --json, for the file goes to standard output");
        }
        CopyRun run =
                new CopyRun(
                        here,
                        messages,
                        options,
                        new CopyRun.Manner(
                                CopyPlan.machines(plan),
                                copying.quiet(),
                                copying.json(),
                                false,
                                false,
                                toOutput,
                                !streams,
                                connection.failureStatus()));
        return visit(plan, run).go(plan);
    }

    private CopyVisit visit(CopyPlan plan, CopyRun run) {
        FanOut out =
                new FanOut(here, messages, options, connection, fan)
                        .json(copying.json())
                        .quiet(copying.quiet())
                        .reconnectFor(CopyToMany.RECONNECT_FOR);
        return new CopyVisit(
                here,
                messages,
                options,
                connection,
                copy -> run.run(chosen(copy, plan)),
                new CopyToMany(out, copy -> chosen(copy, plan), false));
    }

    private FileCopy chosen(FileCopy copy, CopyPlan plan) {
        return copying.apply(copy)
                .recursive(recursive)
                .preserve(preserve)
                .intoDirectory(CopyVisit.intoDirectory(plan, recursive, here.directory()));
    }

    private CopyPlan plan() {
        connection.check(command());
        if (places.size() < 2) {
            throw usage("expected SRC... and DST, got " + (places.isEmpty() ? "none" : "only one"));
        }
        try {
            return CopyPlan.of(places);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private CommandLine command() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        return spec.commandLine();
    }

    private ParameterException usage(String message) {
        return new ParameterException(command(), message);
    }
}
