package dev.landline.cli.files;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.fan.FanOptions;
import dev.landline.cli.fan.FanOut;
import dev.landline.client.FileCopy;
import dev.landline.transfer.Compare;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline sync}. */
@Command(
        name = "sync",
        header = "Make a directory on one machine like one on another.",
        customSynopsis = "landline sync [OPTION]... SRC/ DST/",
        description = {
            "",
            "SRC and DST are TARGET:PATH, relative to the account's home, or paths of this machine;"
                + " one at least is TARGET:PATH. What is in SRC comes to be in DST, with or without"
                + " slashes at the end: files that differ in size or time of modification, and of"
                + " large ones only what has changed. Modes and times are kept, links stay links.",
            ""
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:DST is like SRC",
            "1:something is not; each is said on standard error, and the rest was done",
            "2:wrong usage of landline",
            "130:interrupted",
            "255:Landline failed: unreachable, refused, connection lost (see --failure-status)"
        },
        footer = {
            "",
            "Examples:",
            "  landline sync site/ box:/srv/www/",
            "  landline sync -n --delete site/ box:/srv/www/",
            "  landline sync --exclude '*.o' --exclude /build/ src/ box:src/",
            "  landline sync box:photos/ photos/",
            "  landline sync --delete box1:data/ box2:data/"
        })
public final class SyncCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SRC", description = "The directory to be copied.")
    private String source = "";

    @Parameters(
            index = "1",
            paramLabel = "DST",
            description =
                    "The directory that comes to be like it. It is made where it is not there and"
                            + " the directory that it is in is.")
    private String destination = "";

    @Option(
            names = {"-n", "--dry-run"},
            description = "Only say what would be copied and deleted, one line each.")
    private boolean dryRun;

    @Option(
            names = "--delete",
            description = "Remove from DST what SRC does not have, except what is excluded.")
    private boolean delete;

    @Mixin private final ExcludeOptions excludes = new ExcludeOptions();

    @Option(
            names = {"-c", "--checksum"},
            description = "Compare contents, not times. That reads every file on both sides.")
    private boolean checksum;

    @Option(
            names = {"-W", "--whole-file"},
            description = "Send whole files, not only what has changed in them.")
    private boolean wholeFile;

    @Mixin private final CopyOptions copying = new CopyOptions();

    @Mixin private final FanOptions fan = new FanOptions();

    @Mixin private final ConnectOptions connection = new ConnectOptions();

    @Spec private @Nullable CommandSpec spec;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** The command, to be filled in by picocli. */
    public SyncCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() {
        CopyPlan plan = plan();
        List<String> excluded = excluded();
        CopyRun run =
                new CopyRun(
                        here,
                        messages,
                        options,
                        new CopyRun.Manner(
                                CopyPlan.machines(plan),
                                copying.quiet(),
                                copying.json(),
                                dryRun,
                                true,
                                false,
                                !dryRun,
                                connection.failureStatus()));
        if (CopyPlan.isMany(plan)) {
            fan.check(command(), copying.json());
        } else {
            fan.refuse(command());
        }
        FanOut out =
                new FanOut(here, messages, options, connection, fan)
                        .json(copying.json())
                        .quiet(copying.quiet())
                        .reconnectFor(CopyToMany.RECONNECT_FOR);
        UnaryOperator<FileCopy> choices = copy -> chosen(copy).exclude(excluded);
        return new CopyVisit(
                        here,
                        messages,
                        options,
                        connection,
                        copy -> run.run(choices.apply(copy)),
                        new CopyToMany(out, choices, dryRun))
                .go(plan);
    }

    private FileCopy chosen(FileCopy copy) {
        return copying.apply(copy)
                .contents(true)
                .recursive(true)
                .preserve(true)
                .compare(checksum ? Compare.HASH : Compare.TIME)
                .delta(!wholeFile)
                .delete(delete)
                .dryRun(dryRun);
    }

    private CopyPlan plan() {
        connection.check(command());
        try {
            CopyPlan plan = CopyPlan.of(List.of(source, destination));
            if (plan instanceof CopyPlan.PutStream || plan instanceof CopyPlan.GetStream) {
                throw new IllegalArgumentException("expected two directories, got -");
            }
            return plan;
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private List<String> excluded() {
        try {
            return excludes.lines(here.directory());
        } catch (IllegalArgumentException | IOException e) {
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
