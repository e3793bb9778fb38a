package dev.landline.testing;

import dev.landline.link.Link;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A link on which bytes arrive as a bad day has it: cut at random places, late, and where wanted
 * only up to some byte. The same seed cuts in the same places; it stands in {@link #remote} and in
 * every exception, so that a failure can be run again.
 *
 * <p>As with every link, one thread may read while another writes.
 */
public final class FlakyLink implements Link {

    private static final int LONGEST_PIECE = 5000;
    private static final int LONGEST_DELAY_NANOS = 200_000;

    private final Link link;
    private final long seed;
    private final long inputEnd;
    private final long outputEnd;
    private final InputStream input;
    private final OutputStream output;

    /**
     * Makes a link that splits and delays and loses nothing.
     *
     * @param link the link underneath, owned by this one from now on
     * @param seed decides where to split and how long to delay
     */
    public FlakyLink(Link link, long seed) {
        this(link, seed, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private FlakyLink(Link link, long seed, long inputEnd, long outputEnd) {
        SplittableRandom random = new SplittableRandom(seed);
        this.link = link;
        this.seed = seed;
        this.inputEnd = inputEnd;
        this.outputEnd = outputEnd;
        this.input = new SplitInput(new Chance(random.split()));
        this.output = new SplitOutput(new Chance(random.split()));
    }

    /**
     * The same link, which breaks after so many bytes were read from it. To be called before the
     * first use.
     *
     * @param bytes 0 or more
     * @return the link to use
     */
    public FlakyLink cutInputAt(long bytes) {
        return new FlakyLink(link, seed, bytes, outputEnd);
    }

    /**
     * The same link, which breaks after so many bytes were written to it. To be called before the
     * first use.
     *
     * @param bytes 0 or more
     * @return the link to use
     */
    public FlakyLink cutOutputAt(long bytes) {
        return new FlakyLink(link, seed, inputEnd, bytes);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public String remote() {
        return link.remote() + " (flaky, seed " + seed + ")";
    }

    @Override
    public void finish() {
        link.finish();
    }

    @Override
    public void abort() {
        link.abort();
    }

    private IOException cut(String what, long at) {
        link.abort();
        return new IOException("flaky link, seed " + seed + ": " + what + " cut at byte " + at);
    }

    private IOException marked(IOException cause) {
        return new IOException("flaky link, seed " + seed + ": " + cause.getMessage(), cause);
    }

    /** Where to split and how long to wait, for one direction and so for one thread at a time. */
    private record Chance(SplittableRandom random) {
        /** Mostly short pieces, for the edges of frames are where things go wrong. */
        int piece(long most) {
            int kind = random.nextInt(4);
            int longest = kind == 0 ? 1 : kind == 1 ? 8 : kind == 2 ? 300 : LONGEST_PIECE;
            return 1 + random.nextInt((int) Math.min(longest, most));
        }

        void delay() {
            if (random.nextInt(64) == 0) {
                LockSupport.parkNanos(random.nextInt(LONGEST_DELAY_NANOS));
            }
        }
    }

    private final class SplitInput extends InputStream {
        private final Chance chance;
        private long taken;

        SplitInput(Chance chance) {
            this.chance = chance;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (taken >= inputEnd) {
                throw cut("input", taken);
            }
            chance.delay();
            int wanted = chance.piece(Math.min(length, inputEnd - taken));
            try {
                int count = link.input().read(target, offset, wanted);
                taken += Math.max(count, 0);
                return count;
            } catch (IOException e) {
                throw marked(e);
            }
        }
    }

    private final class SplitOutput extends OutputStream {
        private final Chance chance;
        private long given;

        SplitOutput(Chance chance) {
            this.chance = chance;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (given >= outputEnd) {
                    throw cut("output", given);
                }
                chance.delay();
                int piece = chance.piece(Math.min(length - done, outputEnd - given));
                try {
                    link.output().write(source, offset + done, piece);
                } catch (IOException e) {
                    throw marked(e);
                }
                done += piece;
                given += piece;
            }
        }
    }
}
