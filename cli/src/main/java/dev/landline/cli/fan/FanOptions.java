package dev.landline.cli.fan;

import dev.landline.cli.console.Time;
import dev.landline.client.fleet.Fleet;
import dev.landline.client.fleet.Share;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What may be typed about many hosts. */
public final class FanOptions {

    @Option(
            names = {"-P", "--parallel"},
            paramLabel = "N",
            description = "Many hosts: work on N at once (default: 64).")
    private @Nullable Integer parallel;

    @Option(
            names = "--batch",
            paramLabel = "N|P%",
            converter = ShareText.class,
            description =
                    "Many hosts: begin on N of them, or P percent, and go on with the next when all"
                            + " of these are done.")
    private @Nullable Share batch;

    @Option(
            names = "--pause",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Between two batches, such as 30s.")
    private @Nullable Duration pause;

    @Option(
            names = "--canary",
            paramLabel = "N",
            description =
                    "Many hosts: do the first N alone, and skip the rest unless all of them are"
                            + " ok.")
    private @Nullable Integer canary;

    @Option(
            names = "--max-failures",
            paramLabel = "N|P%",
            converter = ShareText.class,
            description =
                    "Many hosts: begin on no other one when more than N, or P percent, are not ok.")
    private @Nullable Share maxFailures;

    @Option(
            names = "--total-timeout",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Many hosts: end all of it after a time.")
    private @Nullable Duration totalTimeout;

    @Option(
            names = "--retry",
            paramLabel = "N",
            description =
                    "Many hosts: try N times more to connect where that fails. What may have run is"
                            + " never tried again.")
    private @Nullable Integer retry;

    @Option(
            names = "--fold",
            description = {
                "Many hosts: show equal outputs once, at the end, with the hosts that have written"
                        + " them; others as their difference from what most have."
            })
    private boolean fold;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "Many hosts: write what each one prints to DIR/HOST, and its messages to"
                            + " DIR/HOST.stderr, instead of showing it.")
    private @Nullable Path output;

    /** To be filled in by picocli. */
    public FanOptions() {}

    /** Complains of what is about many hosts, where there is one. */
    public void refuse(CommandLine command) {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--parallel", parallel != null);
        given.put("--batch", batch != null);
        given.put("--pause", pause != null);
        given.put("--canary", canary != null);
        given.put("--max-failures", maxFailures != null);
        given.put("--total-timeout", totalTimeout != null);
        given.put("--retry", retry != null);
        given.put("--fold", fold);
        given.put("--output", output != null);
        given.forEach((name, isThere) -> {
            if (isThere) {
                throw new ParameterException(
                        command,
                        name
                                + ": expected many hosts, such as @GROUP or web[01-40], got one"
                                + " target");
            }
        });
    }

    /** Complains of what picocli cannot check. */
    public void check(CommandLine command, boolean json) {
        least(command, "--parallel", parallel, 1);
        least(command, "--canary", canary, 0);
        least(command, "--retry", retry, 0);
        if (pause != null && batch == null) {
            throw new ParameterException(command, "--pause: expected --batch beside it");
        }
        if (fold && json) {
            throw new ParameterException(command, "expected either --fold or --json, got both");
        }
    }

    private static void least(
            CommandLine command, String name, @Nullable Integer number, int least) {
        if (number != null && number < least) {
            throw new ParameterException(
                    command, name + ": expected " + least + " or more, got " + number);
        }
    }

    boolean fold() {
        return fold;
    }

    Optional<Path> output() {
        return Optional.ofNullable(output);
    }

    int parallel() {
        return parallel == null ? Fleet.PARALLEL : parallel;
    }

    void apply(Fleet fleet) {
        fleet.parallel(parallel());
        if (batch != null) {
            fleet.batches(batch, pause == null ? Duration.ZERO : pause);
        }
        if (canary != null) {
            fleet.canary(canary);
        }
        if (maxFailures != null) {
            fleet.maxFailures(maxFailures);
        }
        if (totalTimeout != null) {
            fleet.totalTimeout(totalTimeout);
        }
        if (retry != null) {
            fleet.retries(retry);
        }
    }
}
