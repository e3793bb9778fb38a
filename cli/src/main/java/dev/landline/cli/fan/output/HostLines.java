package dev.landline.cli.fan.output;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/**
 * Puts a host's name before each of its lines. A line goes on when it is whole, or has 64 KiB;
 * several that come together go together.
 */
final class HostLines extends OutputStream {

    /** The longest line; what is longer is cut into several. */
    static final int LONGEST = 64 * 1024;

    private final byte[] prefix;
    private final boolean harmless;
    private final SharedStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private final ByteArrayOutputStream ready = new ByteArrayOutputStream(256);

    /**
     * For one stream of a host.
     *
     * @param prefix what stands before each line
     * @param harmless whether there is a terminal that must not be told to do things
     */
    HostLines(byte[] prefix, boolean harmless, SharedStream out) {
        this.prefix = prefix;
        this.harmless = harmless;
        this.out = out;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int start = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (bytes[i] == '\n' || line.size() + i - start + 1 == LONGEST) {
                int count = i - start + (bytes[i] == '\n' ? 0 : 1);
                line.write(bytes, start, count);
                complete();
                start = i + 1;
            }
        }
        line.write(bytes, start, end - start);
        send();
    }

    private void complete() {
        ready.writeBytes(prefix);
        if (harmless) {
            HarmlessText.append(line.toByteArray(), ready);
        } else {
            ready.writeBytes(line.toByteArray());
        }
        ready.write('\n');
        line.reset();
    }

    private void send() {
        if (ready.size() > 0) {
            byte[] bytes = ready.toByteArray();
            ready.reset();
            out.write(bytes, 0, bytes.length);
        }
    }

    /** A last line without an end gets one. */
    @Override
    public void close() {
        if (line.size() > 0) {
            complete();
            send();
        }
    }
}
