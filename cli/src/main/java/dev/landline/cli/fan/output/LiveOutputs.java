package dev.landline.cli.fan.output;

import dev.landline.cli.console.Columns;
import dev.landline.client.hosts.Host;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lines as they come, each with its host's name before it, in a colour that the name decides. */
public final class LiveOutputs implements Outputs {

    /** Those that can be read on black and on white, without red, which means trouble. */
    private static final int[] COLOURS = {32, 33, 34, 35, 36, 92, 93, 94, 95, 96};

    /** Names are made equally long up to here. */
    private static final int WIDEST = 24;

    private final SharedStream stdout;
    private final SharedStream stderr;
    private final int width;
    private final boolean colours;
    private final boolean onTerminal;

    /**
     * Shows lines.
     *
     * @param hosts all that there are
     * @param colours whether names are coloured
     * @param onTerminal whether what hosts write is made harmless
     */
    public LiveOutputs(
            SharedStream stdout,
            SharedStream stderr,
            Iterable<Host> hosts,
            boolean colours,
            boolean onTerminal) {
        this.stdout = stdout;
        this.stderr = stderr;
        this.colours = colours;
        this.onTerminal = onTerminal;
        int longest = 0;
        for (Host host : hosts) {
            longest = Math.max(longest, Columns.of(host.name()));
        }
        this.width = onTerminal ? Math.min(longest, WIDEST) : 0;
    }

    @Override
    public HostOutput of(Host host) {
        byte[] prefix = prefix(host.name());
        OutputStream out = new HostLines(prefix, onTerminal, stdout);
        OutputStream messages = new HostLines(prefix, onTerminal, stderr);
        return new StreamPair(out, messages);
    }

    private byte[] prefix(String name) {
        String padded = name + ":" + " ".repeat(Math.max(0, width - Columns.of(name)) + 1);
        String shown =
                colours
                        ? "\033["
                                + COLOURS[Math.floorMod(name.hashCode(), COLOURS.length)]
                                + "m"
                                + padded
                                + "\033[0m"
                        : padded;
        return shown.getBytes(StandardCharsets.UTF_8);
    }
}
