package dev.landline.cli.lab.tape;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The record of one direction while it is being made. One thread writes, one reads; the lane is
 * taken when both are done.
 */
final class Tape {

    private final String from;
    private final String to;
    private final long origin;
    private final List<Part> parts = Collections.synchronizedList(new ArrayList<>());
    private final List<Block.Write> writes = Collections.synchronizedList(new ArrayList<>());
    private final List<Block.Read> reads = Collections.synchronizedList(new ArrayList<>());
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private long announced;

    /** Counts time from a value of {@link System#nanoTime}. */
    Tape(String from, String to, long origin) {
        this.from = from;
        this.to = to;
        this.origin = origin;
    }

    long now() {
        return System.nanoTime() - origin;
    }

    /** The bytes that are written next belong to this part. */
    void announce(char letter, String what, int bytes) {
        parts.add(new Part(letter, what, announced, bytes));
        announced += bytes;
    }

    void wrote(byte[] bytes, int offset, int length, long nanos) {
        writes.add(new Block.Write(sent.size(), length, nanos));
        sent.write(bytes, offset, length);
    }

    void read(byte[] bytes, int offset, int length, int room, Optional<Character> awaited) {
        reads.add(new Block.Read(received.size(), length, now(), room, awaited));
        received.write(bytes, offset, length);
    }

    Lane lane() {
        return new Lane(from, to, parts, writes, reads, intact());
    }

    private boolean intact() {
        byte[] in = sent.toByteArray();
        byte[] out = received.toByteArray();
        return out.length <= in.length && Arrays.equals(in, 0, out.length, out, 0, out.length);
    }
}
