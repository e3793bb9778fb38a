package dev.landline.transfer;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.delta.BasisDescription;
import dev.landline.delta.DeltaScan;
import dev.landline.file.FileException;
import dev.landline.file.FileFacts;
import dev.landline.file.OpenFile;
import dev.landline.hash.FileHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in files. Each is hashed while it flows. When one was changed meanwhile, what was
 * sent is compared with what is there now, and where that differs it begins again. For one thread.
 */
final class Content {

    /** Bytes that are read at once. */
    static final int BLOCK = 256 * 1024;

    private static final int TRIES = 3;

    /** Knows what the receiver does not want any more. */
    interface Refusals {
        boolean test(long n) throws IOException;
    }

    private final MessageOutput output;
    private final TransferListener listener;
    private final Refusals refused;
    private final @Nullable RateLimit limit;
    private final FileHash hash;
    private final ByteBuffer direct = ByteBuffer.allocateDirect(BLOCK);
    private final byte[] block = new byte[BLOCK];
    private @Nullable SharedBlocks shared;

    /**
     * Makes a sender of contents.
     *
     * @param options how
     * @param output where to
     * @param listener hears how it goes
     * @param refused whether the receiver does not want a file any more; asked between blocks
     */
    Content(
            SendOptions options,
            MessageOutput output,
            TransferListener listener,
            Refusals refused) {
        this.output = output;
        this.listener = listener;
        this.refused = refused;
        this.hash = FileHash.of(options.hash());
        this.limit =
                options.limit().isPresent() ? new RateLimit(options.limit().getAsLong()) : null;
    }

    /** Has the contents of files be read together with other transfers. */
    void share(SharedBlocks blocks) {
        shared = blocks;
    }

    /** Whether contents are read together with other transfers. */
    boolean isShared() {
        return shared != null;
    }

    /**
     * Reads a small file whole, into {@link #block}, together with other transfers.
     *
     * @param facts what the file is
     * @param opening opens it, where nobody has read it
     * @return false where it has another size by now
     */
    boolean whole(FileFacts facts, Opening opening) throws IOException {
        int size = (int) facts.size();
        SharedBlocks blocks = shared;
        if (blocks == null || size == 0) {
            try (OpenFile file = opening.open()) {
                return whole(file, size);
            }
        }
        int count =
                blocks.read(
                        facts,
                        0,
                        block,
                        0,
                        BLOCK,
                        position -> {
                            try (OpenFile file = opening.open()) {
                                return fromDisk(file, position);
                            }
                        });
        return count == size;
    }

    /** Opens a file. */
    interface Opening {
        OpenFile open() throws IOException;
    }

    /**
     * Reads a small file whole, into {@link #block}.
     *
     * @param file the file
     * @param size what it should have
     * @return false where it has another size by now
     */
    boolean whole(OpenFile file, int size) throws IOException {
        int have = 0;
        while (have <= size && have < BLOCK) {
            int count = read(file, have, block, have, Math.min(size + 1, BLOCK) - have);
            if (count < 0) {
                break;
            }
            have += count;
        }
        return have == size;
    }

    /** The hash of a file that was read whole, when it may be sent. */
    String wholeHash(int size) throws IOException {
        hash.reset();
        hash.update(block, 0, size);
        if (limit != null) {
            limit.pass(size);
        }
        return hash.value();
    }

    byte[] block() {
        return block;
    }

    /**
     * Sends a file from where the receiver has it.
     *
     * @param item which
     * @param file the file
     * @param want what the receiver has
     * @param basis the description of a file that may be like it; empty for none
     */
    void send(Item item, OpenFile file, ReceiverMessage.Want want, byte[] basis)
            throws IOException, InterruptedException {
        long offset = verified(file, want);
        for (int attempt = 1; ; attempt++) {
            FileFacts before = file.facts();
            begin(item, offset, before);
            boolean different = basis.length > 0 && offset == 0;
            boolean sentAll =
                    different
                            ? difference(item, file, before, basis)
                            : plain(item, file, offset, before);
            if (!sentAll) {
                output.send(
                        new SenderMessage.GivenUp(
                                item.n(), FileException.Reason.OTHER, "the receiver gave it up"));
                return;
            }
            String sent = hash.value();
            if (unchanged(before, file.facts()) || sent.equals(hashed(file, before.size()))) {
                output.send(new SenderMessage.End(before.size(), sent));
                return;
            }
            if (attempt == TRIES) {
                output.send(
                        new SenderMessage.GivenUp(
                                item.n(),
                                FileException.Reason.CHANGED,
                                "it changed each of the " + TRIES + " times that it was read"));
                return;
            }
            offset = 0;
        }
    }

    private void begin(Item item, long offset, FileFacts facts) throws IOException {
        output.send(
                new SenderMessage.Begin(
                        item.n(),
                        offset,
                        OptionalLong.of(facts.size()),
                        facts.mode(),
                        facts.mtime(),
                        facts.mtimeNanos()));
        listener.begun(item.path(), offset, OptionalLong.of(facts.size()));
    }

    /** How much of what the receiver has is as it is here. Leaves the hash of that much. */
    private long verified(OpenFile file, ReceiverMessage.Want want) throws IOException {
        boolean same =
                want.hash().isPresent()
                        && want.offset() <= file.facts().size()
                        && hashed(file, want.offset()).equals(want.hash().get());
        return same ? want.offset() : 0;
    }

    private static boolean unchanged(FileFacts before, FileFacts after) {
        return before.size() == after.size()
                && before.mtime() == after.mtime()
                && before.mtimeNanos() == after.mtimeNanos()
                && before.changedNanos() == after.changedNanos();
    }

    /** The hash of what is there now, up to a size. */
    private String hashed(OpenFile file, long size) throws IOException {
        hash.reset();
        long at = 0;
        while (at < size) {
            int count = read(file, at, block, 0, (int) Math.min(BLOCK, size - at));
            if (count < 0) {
                break;
            }
            hash.update(block, 0, count);
            at += count;
        }
        return hash.value();
    }

    private boolean plain(Item item, OpenFile file, long offset, FileFacts facts)
            throws IOException {
        if (offset == 0) {
            hash.reset();
        }
        boolean sparse = facts.allocated() < facts.size();
        long at = offset;
        long dataEnd = sparse ? at : facts.size();
        while (at < facts.size()) {
            if (at >= dataEnd) {
                long data = Math.min(file.nextData(at), facts.size());
                if (data > at) {
                    zeros(data - at);
                    listener.progress(data, 0);
                    at = data;
                    continue;
                }
                dataEnd = Math.min(file.nextHole(at), facts.size());
            }
            if (refused.test(item.n())) {
                return false;
            }
            int count = shared(file, facts, at, piece(dataEnd - at));
            if (count < 0) {
                return true; // shorter than it was: the facts have changed too
            }
            hash.update(block, 0, count);
            literal(block, 0, count);
            at += count;
            listener.progress(at, count);
        }
        return true;
    }

    private int piece(long left) {
        int most = (int) Math.min(BLOCK, left);
        return limit == null ? most : limit.piece(most);
    }

    private void zeros(long count) throws IOException {
        Zeros.hash(hash, count);
        output.send(new SenderMessage.Hole(count));
    }

    private void literal(byte[] bytes, int offset, int length) throws IOException {
        if (limit != null) {
            limit.pass(length);
        }
        output.send(new SenderMessage.Data(), bytes, offset, length);
        if (limit != null) {
            output.flush();
        }
    }

    private boolean difference(Item item, OpenFile file, FileFacts facts, byte[] basis)
            throws IOException, InterruptedException {
        hash.reset();
        DeltaScan scan;
        try {
            scan = new DeltaScan(BasisDescription.fromBytes(basis));
        } catch (IllegalArgumentException e) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST, "the description of a file: " + e.getMessage());
        }
        Moved moved = new Moved();
        long at = 0;
        while (at < facts.size()) {
            if (refused.test(item.n())) {
                return false;
            }
            int count = shared(file, facts, at, (int) Math.min(BLOCK, facts.size() - at));
            if (count < 0) {
                break;
            }
            hash.update(block, 0, count);
            scan.add(block, 0, count, moved);
            at += count;
            listener.progress(at, moved.take());
        }
        scan.end(moved);
        listener.progress(at, moved.take());
        return true;
    }

    /** Sends a difference, and counts what of it goes over the line. */
    private final class Moved implements DeltaScan.Output {
        private long bytes;

        @Override
        public void literal(byte[] source, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int step = piece(length - done);
                Content.this.literal(source, offset + done, step);
                done += step;
            }
            bytes += length;
        }

        @Override
        public void copy(long from, long length) throws IOException {
            output.send(new SenderMessage.Copy(from, length));
        }

        long take() {
            long taken = bytes;
            bytes = 0;
            return taken;
        }
    }

    /** Into {@link #block}. What a file is compared with afterwards is never read this way. */
    private int shared(OpenFile file, FileFacts facts, long at, int length) throws IOException {
        return shared == null
                ? read(file, at, block, 0, length)
                : shared.read(facts, at, block, 0, length, position -> fromDisk(file, position));
    }

    private byte[] fromDisk(OpenFile file, long position) throws IOException {
        byte[] bytes = new byte[BLOCK];
        int have = 0;
        int count;
        while (have < BLOCK
                && (count = read(file, position + have, bytes, have, BLOCK - have)) > 0) {
            have += count;
        }
        return have == BLOCK ? bytes : Arrays.copyOf(bytes, have);
    }

    private int read(OpenFile file, long position, byte[] target, int offset, int length)
            throws IOException {
        return PartFile.read(file, direct, target, offset, length, position);
    }
}
