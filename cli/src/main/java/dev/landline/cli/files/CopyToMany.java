package dev.landline.cli.files;

import dev.landline.Printable;
import dev.landline.cli.fan.FanOut;
import dev.landline.cli.fan.OnHost;
import dev.landline.cli.fan.output.HostOutput;
import dev.landline.client.FileCopy;
import dev.landline.client.Landline;
import dev.landline.client.TransferResult;
import dev.landline.client.fleet.Fleet;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.fleet.SpooledInput;
import dev.landline.client.hosts.Host;
import dev.landline.file.FileException;
import dev.landline.file.FileName;
import dev.landline.transfer.SharedBlocks;
import dev.landline.transfer.TransferListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/** A copy to each of many hosts, or from each of them. What fails is the host's message. */
final class CopyToMany {

    /** A line that was cut comes back soon or not at all, and the others wait for the answer. */
    static final Duration RECONNECT_FOR = Duration.ofSeconds(30);

    private static final int FAILED = 1;

    private final FanOut fan;
    private final UnaryOperator<FileCopy> choices;
    private final boolean rehearsal;
    private final LongAdder moved = new LongAdder();

    /**
     * Prepares it.
     *
     * @param choices changes each copy before it begins
     * @param rehearsal whether it is said what would be done, as each host's output
     */
    CopyToMany(FanOut fan, UnaryOperator<FileCopy> choices, boolean rehearsal) {
        this.fan = fan.moved(moved::sum);
        this.choices = choices;
        this.rehearsal = rehearsal;
    }

    /** From here to each. What is copied is read once for those that keep together. */
    int put(String target, List<Path> sources, String destination) {
        SharedBlocks blocks = new SharedBlocks();
        return fan.run(
                target,
                (host, landline, output) ->
                        copied(landline.put(sources, destination).sharing(blocks), output));
    }

    /** From standard input, which is read once, to each. */
    int put(String target, InputStream source, String destination) throws IOException {
        try (SpooledInput input = new SpooledInput(source)) {
            return fan.run(
                    target,
                    (host, landline, output) -> {
                        try (InputStream own = input.open()) {
                            return copied(landline.put(own, destination), output);
                        }
                    });
        }
    }

    /** From each to here, into a directory that is called like the host. */
    int get(String target, List<String> sources, Path directory) {
        return fan.run(
                target,
                (host, landline, output) -> get(host, landline, sources, directory, output));
    }

    private Outcome<OnHost.Done> get(
            Host host, Landline landline, List<String> sources, Path directory, HostOutput output)
            throws IOException, InterruptedException {
        Path own = Files.createDirectories(directory.resolve(Fleet.fileName(host)));
        return copied(landline.get(sources, own), output);
    }

    private Outcome<OnHost.Done> copied(FileCopy copy, HostOutput output)
            throws IOException, InterruptedException {
        TransferListener heard = new Heard(output.stderr(), moved);
        TransferListener all =
                rehearsal
                        ? new Listeners(
                                List.of(
                                        heard,
                                        new Rehearsal(new OutputLines(output.stdout(), () -> {}))))
                        : heard;
        TransferResult result = choices.apply(copy).listener(all).run();
        return result.isComplete()
                ? OnHost.OK
                : new Outcome.Failed<>(
                        FAILED,
                        result.failed()
                                + (result.failed() == 1 ? " thing was" : " things were")
                                + " not copied",
                        Optional.of(new OnHost.Done()));
    }

    private record Heard(OutputStream messages, LongAdder moved) implements TransferListener {

        @Override
        public void progress(long bytes, long flowed) {
            moved.add(flowed);
        }

        @Override
        public void failed(FileName name, FileException.Reason reason, String message) {
            if (reason == FileException.Reason.SKIPPED) {
                return;
            }
            try {
                messages.write(
                        (name + ": " + Printable.of(message) + "\n")
                                .getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It is counted all the same.
            }
        }
    }
}
