package dev.landline.cli.fan.output;

import dev.landline.client.fleet.HostResult;
import dev.landline.client.fleet.Outcome;
import dev.landline.client.hosts.Host;
import dev.landline.client.hosts.HostSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At the end, each output once, with the hosts that have written it; the largest group first, and
 * others as their difference from it. What is held in memory are the numbers of blocks.
 */
public final class FoldedOutputs implements Outputs {

    private final SharedStream stdout;
    private final SharedStream stderr;
    private final boolean onTerminal;
    private final BlockStore store;
    private final Map<Host, StoredOutput> open = new ConcurrentHashMap<>();
    private final Map<Content, List<String>> groups = new LinkedHashMap<>();

    /** What hosts have in common that are shown together. */
    private record Content(
            Outcome.Kind kind, int status, List<Integer> stdout, List<Integer> stderr) {

        boolean isEmpty() {
            return stdout.isEmpty() && stderr.isEmpty();
        }
    }

    /**
     * Folds.
     *
     * @param onTerminal whether what hosts write is made harmless
     * @param directory for a temporary file
     */
    public FoldedOutputs(
            SharedStream stdout, SharedStream stderr, boolean onTerminal, Path directory)
            throws IOException {
        this.stdout = stdout;
        this.stderr = stderr;
        this.onTerminal = onTerminal;
        this.store = new BlockStore(directory);
    }

    @Override
    public HostOutput of(Host host) {
        StoredOutput stored = StoredOutput.in(store);
        open.put(host, stored);
        return stored;
    }

    @Override
    public void ended(HostResult<?> result) {
        StoredOutput stored = open.remove(result.host());
        if (stored != null) {
            int status = result.outcome() instanceof Outcome.Failed<?> failed ? failed.status() : 0;
            Content content =
                    new Content(
                            result.outcome().kind(),
                            status,
                            stored.stdout().blocks(),
                            stored.stderr().blocks());
            groups.computeIfAbsent(content, first -> new ArrayList<>(1)).add(result.host().name());
        }
    }

    @Override
    public void finish() throws IOException {
        List<Map.Entry<Content, List<String>>> sorted =
                groups.entrySet().stream()
                        .filter(group -> !group.getKey().isEmpty())
                        .sorted(
                                Comparator.comparingInt((Map.Entry<Content, List<String>> group) ->
                                        -group.getValue().size()))
                        .toList();
        Map.Entry<Content, List<String>> largest = null;
        for (Map.Entry<Content, List<String>> group : sorted) {
            String hosts = HostSet.of(group.getValue()).fold();
            head(group, hosts);
            Optional<byte[]> difference =
                    largest == null
                            ? Optional.empty()
                            : difference(largest.getKey(), group.getKey(), hosts);
            if (difference.isPresent()) {
                write(stdout, difference.get());
            } else {
                copy(group.getKey().stdout(), stdout);
            }
            copy(group.getKey().stderr(), stderr);
            largest = largest == null ? group : largest;
        }
    }

    private void head(Map.Entry<Content, List<String>> group, String hosts) {
        Content content = group.getKey();
        String outcome =
                switch (content.kind()) {
                    case OK -> "";
                    case FAILED -> " failed (" + content.status() + ")";
                    case TIMED_OUT, LOST, UNREACHABLE, REFUSED, SKIPPED ->
                            " " + content.kind().word();
                };
        String head = hosts + " (" + group.getValue().size() + "):" + outcome + "\n";
        byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
        stdout.write(bytes, 0, bytes.length);
    }

    private Optional<byte[]> difference(Content from, Content to, String hosts) throws IOException {
        if (from.stdout().equals(to.stdout())
                || size(from) > Difference.LARGEST
                || size(to) > Difference.LARGEST) {
            return Optional.empty();
        }
        return Difference.of(whole(from.stdout()), whole(to.stdout()), "most hosts", hosts);
    }

    private long size(Content content) {
        return content.stdout().stream().mapToLong(store::length).sum();
    }

    private byte[] whole(List<Integer> blocks) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.copy(blocks, bytes);
        return bytes.toByteArray();
    }

    /** A block at a time; the last line gets an end. */
    private void copy(List<Integer> blocks, SharedStream to) throws IOException {
        try (HostLines lines = new HostLines(new byte[0], onTerminal, to)) {
            for (int block : blocks) {
                byte[] bytes = store.read(block);
                lines.write(bytes, 0, bytes.length);
            }
        }
    }

    private void write(SharedStream to, byte[] bytes) {
        try (HostLines lines = new HostLines(new byte[0], onTerminal, to)) {
            lines.write(bytes, 0, bytes.length);
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
