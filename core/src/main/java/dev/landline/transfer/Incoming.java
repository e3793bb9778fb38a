package dev.landline.transfer;

import dev.landline.ChannelException;
import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileException.Reason;
import dev.landline.file.FileIdentity;
import dev.landline.file.OpenFile;
import dev.landline.hash.FileHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The file whose content is coming: it goes into an incomplete file, is hashed, and takes its name
 * when the hashes agree. For one thread.
 */
final class Incoming {

    /** Files up to this size wait for others, to be brought to the disk with them. */
    private static final long GROUPED = 1 << 20;

    /** What is left of a shorter one is not worth going on with. */
    private static final long WORTH_KEEPING = 64 * 1024;

    private static final int TRIES = 3;

    private final Root root;
    private final DirectoryCache directories;
    private final ReceiveOptions options;
    private final Group group;
    private final MessageInput input;
    private final ByteBuffer direct;
    private final TransferListener listener;
    private final Wants wants;
    private final Receiver receiver;
    private final PartNames partNames = new PartNames();
    private final FileHash smallHash;
    private final byte[] block = new byte[Content.BLOCK];
    private int filled;
    private @Nullable Pending file;
    private @Nullable PartFile part;
    private FileHash hash;
    private SenderMessage.@Nullable Begin begun;
    private boolean comparing;

    /**
     * Makes one.
     *
     * @param root the destination
     * @param directories its directories
     * @param options how files are received
     * @param group where small files wait for their names
     * @param input what the sender says
     * @param direct a buffer to write through
     * @param listener hears how it goes
     * @param wants where files are asked for once more
     * @param receiver told what becomes of files
     */
    Incoming(
            Root root,
            DirectoryCache directories,
            ReceiveOptions options,
            Group group,
            MessageInput input,
            ByteBuffer direct,
            TransferListener listener,
            Wants wants,
            Receiver receiver) {
        this.root = root;
        this.directories = directories;
        this.options = options;
        this.group = group;
        this.input = input;
        this.direct = direct;
        this.listener = listener;
        this.wants = wants;
        this.receiver = receiver;
        this.smallHash = FileHash.of(options.hash());
        this.hash = smallHash;
    }

    /**
     * Takes a file that came with its entry.
     *
     * @return false where it is not what the sender has hashed
     */
    boolean small(Pending file, String expected) throws IOException {
        int size = input.bodyLeft();
        if (size > block.length || size != file.entry.size().orElse(-1)) {
            throw MessageInput.violated("a file that came with its entry has another size");
        }
        for (int have = 0; have < size; ) {
            have += input.body(block, have, size - have);
        }
        smallHash.reset();
        smallHash.update(block, 0, size);
        if (!smallHash.value().equals(expected)) {
            return false;
        }
        Directory directory = directories.parent(root, file.path);
        PartFile made;
        FileIdentity identity = directory.identity();
        identity.enter(); // once for the several calls
        try {
            made = written(directory, file, size);
        } finally {
            identity.leave();
        }
        listener.progress(size, size);
        group.add(new Group.Ready(file.directory, file.path, file.entry, size, made));
        return true;
    }

    private PartFile written(Directory directory, Pending file, int size) throws IOException {
        PartFile made = PartFile.create(directory, partNames.of(file.path.last()), direct);
        boolean done = false;
        try {
            made.write(block, 0, size);
            dress(made, file, file.entry.mode(), file.entry.mtime(), file.entry.mtimeNanos());
            done = true;
        } finally {
            if (!done) {
                drop(made, file);
            }
        }
        return made;
    }

    private void dress(PartFile dressed, Pending of, int mode, long mtime, int nanos)
            throws IOException {
        dressed.setMode(receiver.mode(mode, of.existing));
        if (options.preserve()) {
            dressed.setTimes(mtime, nanos);
        }
    }

    private void drop(PartFile dropped, Pending of) {
        try (dropped) {
            directories.parent(root, of.path).remove(dropped.name());
        } catch (IOException e) {
            // What cannot be removed now is swept away later.
        }
    }

    /** A content begins. */
    void begin(Pending next, SenderMessage.Begin begin) throws IOException {
        Pending before = file;
        if (before != null && before != next) {
            throw MessageInput.violated("the content of a file began inside that of another");
        }
        file = next;
        begun = begin;
        listener.begun(next.entry.name(), begin.offset(), begin.size());
        FileHash known = next.known;
        if (begin.offset() > 0) {
            if (known == null || begin.offset() != next.knownBytes) {
                throw MessageInput.violated("the content of a file began where nobody wanted it");
            }
            hash = known;
            comparing = next.comparing;
        } else {
            hash = FileHash.of(options.hash());
            comparing = false;
            if (options.dryRun()) {
                ignore();
                receiver.would(next);
                return;
            }
        }
        if (!comparing) {
            open(next).startAt(begin.offset());
        }
        next.known = null; // it counts on from here
    }

    private PartFile open(Pending next) throws IOException {
        PartFile open = part;
        if (open == null) {
            open = next.part;
            next.part = null;
            if (open == null) {
                group.commit();
                open =
                        PartFile.create(
                                directories.parent(root, next.path),
                                partNames.of(next.path.last()),
                                direct);
            }
            part = open;
        }
        return open;
    }

    /**
     * What comes is dropped until another content begins. What has come of a file stays, for
     * another transfer to go on with.
     */
    void ignore() {
        Pending was = file;
        PartFile open = part;
        file = null;
        begun = null;
        part = null;
        if (open != null && was != null) {
            if (open.size() >= WORTH_KEEPING) {
                open.close();
            } else {
                drop(open, was);
            }
        }
    }

    void data() throws IOException {
        Pending current = file;
        PartFile open = part;
        while (input.bodyLeft() > 0) {
            @Nullable IOException cut = fill();
            if (current != null && open != null && filled > 0) {
                hash.update(block, 0, filled);
                try {
                    open.write(block, 0, filled);
                    listener.progress(open.position(), filled);
                } catch (FileException e) {
                    refused(current, e);
                    current = null;
                }
            }
            if (cut != null) {
                throw cut;
            }
        }
        if (current != null && open != null) {
            open.writeBack();
        }
    }

    /**
     * Gathers a block: to take another account's rights for each piece that comes costs more than
     * to write it.
     *
     * @return what ended it before its time, for when what has come is written
     */
    private @Nullable IOException fill() {
        int whole = Math.min(input.bodyLeft(), block.length);
        filled = 0;
        try {
            while (filled < whole) {
                filled += input.body(block, filled, whole - filled);
            }
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    void hole(long size) throws IOException {
        PartFile open = part;
        if (file == null || open == null) {
            return;
        }
        requireRoom(open, size);
        Zeros.hash(hash, size);
        open.skip(size);
        listener.progress(open.position(), 0);
    }

    /**
     * Bytes that are too many are found out by their hash; zeros, of which there can be any number
     * for nothing, are not even counted.
     */
    private void requireRoom(PartFile open, long more) throws ChannelException {
        SenderMessage.Begin as = begun;
        long size = as == null ? 0 : as.size().orElse(Long.MAX_VALUE);
        if (more > size - open.position()) {
            throw MessageInput.violated("more of a file than its size, which is " + size);
        }
    }

    void copy(long from, long size) throws IOException {
        Pending current = file;
        PartFile open = part;
        if (current == null || open == null) {
            return;
        }
        OpenFile basis = current.basis;
        if (basis == null) {
            throw MessageInput.violated("bytes of a file that was not described");
        }
        try {
            for (long done = 0; done < size; ) {
                int count =
                        PartFile.read(
                                basis,
                                direct,
                                block,
                                0,
                                (int) Math.min(block.length, size - done),
                                from + done);
                if (count <= 0) {
                    return; // the file has changed: the hash will tell
                }
                hash.update(block, 0, count);
                open.write(block, 0, count);
                done += count;
            }
            open.writeBack();
            listener.progress(open.position(), 0);
        } catch (FileException e) {
            refused(current, e);
        }
    }

    /** What the file system does not take would only be in the way of what it can still take. */
    private void refused(Pending current, FileException problem) throws IOException {
        PartFile open = part;
        if (open != null) {
            part = null;
            drop(open, current);
        }
        receiver.giveUp(current, problem);
    }

    /** A content is complete: it is what the sender has, or is asked for again. */
    void end(SenderMessage.End end) throws IOException {
        Pending current = file;
        SenderMessage.Begin as = begun;
        if (current == null || as == null) {
            return;
        }
        boolean right = hash.value().equals(end.hash());
        if (comparing) {
            file = null;
            if (right) {
                receiver.same(current);
            } else {
                again(current);
            }
            return;
        }
        PartFile open = part;
        if (open == null) {
            throw MessageInput.violated("the end of a content that did not begin");
        }
        if (!right || open.position() != end.size()) {
            file = null;
            part = null;
            drop(open, current);
            again(current);
            return;
        }
        try {
            open.complete();
            dress(open, current, as.mode(), as.mtime(), as.mtimeNanos());
            if (options.flush() && needsOwnSync(current, end.size())) {
                open.sync();
            }
        } catch (FileException e) {
            refused(current, e);
            return;
        }
        file = null;
        part = null;
        wants.forget(current);
        Group.Ready ready =
                new Group.Ready(current.directory, current.path, current.entry, end.size(), open);
        if (needsOwnSync(current, end.size())) {
            group.addFlushed(ready);
            group.commit();
        } else {
            group.add(ready);
        }
    }

    private static boolean needsOwnSync(Pending of, long size) {
        Entered directory = of.directory;
        return size > GROUPED || (directory != null && !directory.sameDevice);
    }

    private void again(Pending current) throws IOException {
        current.forget();
        current.attempts++;
        if (current.attempts >= TRIES) {
            receiver.giveUp(
                    current,
                    new FileException(
                            current.entry.name(),
                            Reason.HASH_MISMATCH,
                            "what came is not what was sent, " + TRIES + " times"));
        } else {
            wants.want(current);
        }
    }
}
