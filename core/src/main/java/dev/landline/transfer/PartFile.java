package dev.landline.transfer;

import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileFacts;
import dev.landline.file.FileName;
import dev.landline.file.OpenFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file that is not complete, beside the one that it is to become. It is locked as long as it is
 * open, so that of two transfers to one name each writes a file of its own. For one thread.
 */
final class PartFile implements AutoCloseable {

    private static final int OWNER_ONLY = 0600;
    private static final int RANDOM_BYTES = 16;
    private static final int TRIES = 100;
    private static final long WRITEBACK = 8 << 20;

    private final OpenFile file;
    private final ByteBuffer direct;
    private long position;
    private long writtenBack;
    private long size;

    private PartFile(OpenFile file, ByteBuffer direct, long size) {
        this.file = file;
        this.direct = direct;
        this.size = size;
    }

    /**
     * What an earlier transfer has left. Its name can be guessed, so where others may write too it
     * may be theirs: then it is left alone, or they could read and change what becomes of it.
     *
     * @param directory where
     * @param name as {@link PartNames} say
     * @param direct a buffer to write through
     * @return null where there is nothing that can be gone on with
     */
    static @Nullable PartFile existing(Directory directory, FileName name, ByteBuffer direct)
            throws IOException {
        OpenFile file;
        try {
            file = directory.reopen(name);
        } catch (FileException e) {
            return null;
        }
        try {
            if (file.tryLock()) {
                FileFacts facts = file.facts();
                if (facts.isSameFile(directory.facts(name))
                        && facts.uid() == directory.identity().user()) {
                    return new PartFile(file, direct, facts.size());
                }
            }
        } catch (FileException e) {
            // It has just gone.
        }
        file.close();
        return null;
    }

    /**
     * Makes an empty one, in the place of one that nobody works on.
     *
     * @param directory where
     * @param name as {@link PartNames} say
     * @param direct a buffer to write through
     */
    static PartFile create(Directory directory, FileName name, ByteBuffer direct)
            throws IOException {
        FileName tried = name;
        for (int attempt = 1; ; attempt++) {
            try {
                OpenFile file = directory.create(tried, OWNER_ONLY);
                if (file.tryLock() && isNamed(directory, tried, file)) {
                    return new PartFile(file, direct, 0);
                }
                file.close(); // somebody has taken it for left behind, and removed it perhaps
                tried = another();
            } catch (FileException e) {
                if (e.reason() != FileException.Reason.EXISTS || attempt == TRIES) {
                    throw e;
                }
                if (!removeLeftBehind(directory, tried, direct)) {
                    tried = another();
                }
            }
        }
    }

    /** Whether a file that was made a moment ago still has its name. */
    private static boolean isNamed(Directory directory, FileName name, OpenFile file)
            throws IOException {
        FileFacts named = directory.factsOrNull(name);
        return named != null && named.isSameFile(file.facts());
    }

    private static boolean removeLeftBehind(Directory directory, FileName name, ByteBuffer direct)
            throws IOException {
        try (PartFile left = existing(directory, name, direct)) {
            if (left != null) {
                directory.remove(name);
            }
            return left != null;
        }
    }

    private static FileName another() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return PartNames.ofDigits(HexFormat.of().formatHex(random));
    }

    /** What it is called. */
    FileName name() {
        return file.name();
    }

    /** How many bytes it has. */
    long size() {
        return size;
    }

    /** Where the next byte goes. */
    long position() {
        return position;
    }

    /** Begins to write at an offset; what stood from there on is dropped. */
    void startAt(long offset) throws IOException {
        if (size > offset) {
            file.truncate(offset);
            size = offset;
        }
        position = offset;
        writtenBack = offset;
    }

    int read(byte[] target, int offset, int length, long from) throws IOException {
        return read(file, direct, target, offset, length, from);
    }

    static int read(
            OpenFile file, ByteBuffer direct, byte[] target, int offset, int length, long from)
            throws IOException {
        direct.clear().limit(Math.min(length, direct.capacity()));
        int count = file.read(direct, from);
        if (count > 0) {
            direct.flip();
            direct.get(target, offset, count);
        }
        return count;
    }

    void write(byte[] source, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int step = Math.min(length - done, direct.capacity());
            direct.clear();
            direct.put(source, offset + done, step).flip();
            file.write(direct, position);
            done += step;
            position += step;
            size = Math.max(size, position);
        }
    }

    /** Has the system begin to write to the disk, so that there is little left at the end. */
    void writeBack() throws IOException {
        if (position - writtenBack >= WRITEBACK) {
            file.beginWriteback(writtenBack, position - writtenBack);
            writtenBack = position;
        }
    }

    /** Leaves zeros out. */
    void skip(long zeros) {
        position += zeros;
    }

    /** The content is complete. */
    void complete() throws IOException {
        if (size != position) {
            file.truncate(position);
            size = position;
        }
    }

    void setMode(int mode) throws IOException {
        file.setMode(mode);
    }

    void setTimes(long seconds, int nanos) throws IOException {
        file.setTimes(seconds, nanos);
    }

    void sync() throws IOException {
        file.sync();
    }

    @Override
    public void close() {
        file.close();
    }
}
