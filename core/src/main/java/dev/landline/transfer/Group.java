package dev.landline.transfer;

import dev.landline.file.FileException;
import dev.landline.file.FileName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Small files that are complete and do not have their names yet. They are brought to the disk
 * together, because doing so for each would cost more than its bytes. For one thread.
 */
final class Group {

    private static final int MOST = 128;
    private static final long MOST_BYTES = 16 << 20;

    /** Hears what became of each entry, in the order in which they were added. */
    interface Outcome {
        void there(Ready ready) throws IOException;

        void failed(Ready ready, FileException problem) throws IOException;
    }

    /**
     * An entry that is complete.
     *
     * @param directory the directory that it is in, which was entered; null for the root
     * @param path where it goes beneath the destination's root
     * @param entry what the sender said of it
     * @param size its bytes
     * @param part the file; null where the entry has its name already
     */
    record Ready(
            @Nullable Entered directory,
            FileName path,
            SenderMessage.Entry entry,
            long size,
            @Nullable PartFile part) {}

    private final Root root;
    private final DirectoryCache directories;
    private final boolean flush;
    private final Outcome outcome;
    private final List<Ready> ready = new ArrayList<>();
    private int files;
    private long bytes;
    private boolean renamed;

    /**
     * Makes an empty group.
     *
     * @param root the destination
     * @param directories its directories
     * @param flush whether files are brought to the disk before they take their names
     * @param outcome hears what becomes of them
     */
    Group(Root root, DirectoryCache directories, boolean flush, Outcome outcome) {
        this.root = root;
        this.directories = directories;
        this.flush = flush;
        this.outcome = outcome;
    }

    /** Adds an entry that has its name already, or whose file is on the disk. */
    void addFlushed(Ready entry) throws IOException {
        ready.add(entry);
        if (ready.size() >= 2 * MOST) {
            commit();
        }
    }

    /** Adds an entry whose file may not be on the disk yet. */
    void add(Ready entry) throws IOException {
        ready.add(entry);
        files++;
        bytes += entry.size();
        if (files >= MOST || bytes >= MOST_BYTES || ready.size() >= 2 * MOST) {
            commit();
        }
    }

    /** Gives all of them their names. */
    void commit() throws IOException {
        FileException unflushed = null;
        if (flush && files > 0) {
            try {
                directories.get(root, Walk.DOT).syncFileSystem();
            } catch (FileException e) {
                unflushed = e;
            }
        }
        for (Ready each : ready) {
            commit(each, unflushed);
        }
        ready.clear();
        files = 0;
        bytes = 0;
    }

    private void commit(Ready each, @Nullable FileException unflushed) throws IOException {
        PartFile part = each.part();
        if (part == null) {
            outcome.there(each);
            return;
        }
        try (part) {
            if (unflushed != null) {
                throw unflushed;
            }
            var directory = directories.parent(root, each.path());
            directory.rename(part.name(), directory, each.path().last());
            renamed = true;
        } catch (FileException e) {
            drop(each, part);
            outcome.failed(each, e);
            return;
        }
        outcome.there(each);
    }

    private void drop(Ready each, PartFile part) throws IOException {
        try {
            directories.parent(root, each.path()).remove(part.name());
        } catch (FileException e) {
            // What cannot be removed now is swept away later.
        }
    }

    /** At the end of everything: the names too are on the disk. */
    void settle() throws IOException {
        commit();
        if (flush && renamed) {
            directories.get(root, Walk.DOT).syncFileSystem();
        }
    }

    /** What has not taken its name is let go of. */
    void abandon() {
        for (Ready each : ready) {
            if (each.part() != null) {
                each.part().close();
            }
        }
        ready.clear();
    }
}
