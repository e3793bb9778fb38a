package dev.landline.transfer;

import dev.landline.delta.BasisDescription;
import dev.landline.delta.BlockReader;
import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileFacts;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.file.OpenFile;
import dev.landline.hash.FileHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** What the receiver of a file has of it already. For one thread. */
final class Known {

    /** Smaller files are sent whole: describing them would cost as much. */
    private static final long LEAST_FOR_DIFFERENCE = 128 * 1024;

    private final ReceiveOptions options;
    private final Directory directory;
    private final PartNames partNames;
    private final ByteBuffer direct;
    private byte[] basis = {};

    /**
     * Makes one.
     *
     * @param options how files are received
     * @param directory the directory of the file, open
     * @param partNames what incomplete files are called
     * @param direct a buffer to read through
     */
    Known(ReceiveOptions options, Directory directory, PartNames partNames, ByteBuffer direct) {
        this.options = options;
        this.directory = directory;
        this.partNames = partNames;
        this.direct = direct;
    }

    /** The description of the file that has the name; empty where none is given. */
    byte[] basis() {
        return basis;
    }

    /** Whether a file will be held open, or described, until its content comes. */
    boolean isCostly(Pending file) throws IOException {
        return !options.dryRun()
                && (isDescribed(file)
                        || directory.factsOrNull(partNames.of(file.path.last())) != null);
    }

    private boolean isDescribed(Pending file) {
        FileFacts there = file.existing;
        return options.delta()
                && there != null
                && there.kind() == FileKind.FILE
                && there.size() >= LEAST_FOR_DIFFERENCE
                && file.entry.size().orElse(0) >= LEAST_FOR_DIFFERENCE;
    }

    /** Looks for it, and notes in the file what there is. */
    void look(Pending file) throws IOException {
        FileName name = file.path.last();
        FileFacts there = file.existing;
        OptionalLong size = file.entry.size();
        if (there != null
                && there.kind() == FileKind.FILE
                && options.compare() == Compare.HASH
                && size.isPresent()
                && size.getAsLong() == there.size()) {
            compare(file, name);
        } else if (!options.dryRun()) {
            part(file, name);
            if (file.part == null && there != null && isDescribed(file)) {
                describe(file, name, there.size());
            }
        }
    }

    private void compare(Pending file, FileName name) throws IOException {
        OpenFile open;
        try {
            open = directory.read(name);
        } catch (FileException e) {
            return;
        }
        try (open) {
            FileHash hash = FileHash.of(options.hash());
            file.knownBytes = hash(hash, reader(open));
            file.known = hash;
            file.comparing = true;
        }
    }

    private void part(Pending file, FileName name) throws IOException {
        PartFile part = PartFile.existing(directory, partNames.of(name), direct);
        if (part == null) {
            return;
        }
        long size = file.entry.size().orElse(Long.MAX_VALUE);
        if (part.size() == 0 || part.size() > size) {
            part.close();
            return;
        }
        FileHash hash = FileHash.of(options.hash());
        long at = hash(hash, part::read);
        file.part = part;
        file.known = hash;
        file.knownBytes = at;
    }

    private BlockReader reader(OpenFile open) {
        return (target, offset, length, position) ->
                PartFile.read(open, direct, target, offset, length, position);
    }

    private static long hash(FileHash hash, BlockReader reader) throws IOException {
        byte[] block = new byte[Content.BLOCK];
        long at = 0;
        int count;
        while ((count = reader.read(block, 0, block.length, at)) > 0) {
            hash.update(block, 0, count);
            at += count;
        }
        return at;
    }

    private void describe(Pending file, FileName name, long size) throws IOException {
        OpenFile open;
        try {
            open = directory.read(name);
        } catch (FileException e) {
            return; // it may be replaced without being readable
        }
        boolean keep = false;
        try {
            basis = BasisDescription.of(reader(open), size).toBytes();
            file.basis = open;
            keep = true;
        } finally {
            if (!keep) {
                open.close();
            }
        }
    }
}
