package dev.landline.cli.files;

import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.transfer.TransferListener;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far a copy has come. A file may be settled only after the next one has begun, and may begin
 * again. For one thread at a time.
 */
final class Advance implements TransferListener {

    /** How far the files are that are not settled yet. */
    private final Map<FileName, Long> underWay = new HashMap<>();

    private @Nullable FileName name;
    private OptionalLong size = OptionalLong.empty();
    private long position;
    private long files;
    private long settled;
    private long open;
    private long flowed;
    private long totalFiles;
    private long totalBytes;
    private boolean counted;

    /** The file whose content flows; null before the first. */
    @Nullable FileName name() {
        return name;
    }

    /** Its bytes. */
    OptionalLong size() {
        return size;
    }

    /** How far it is. */
    long position() {
        return position;
    }

    /** Files that are settled. */
    long files() {
        return files;
    }

    /** Bytes that are there, of files that are settled and of others. */
    long bytes() {
        return settled + open;
    }

    /** Bytes that were not there before. */
    long flowed() {
        return flowed;
    }

    /** Files altogether, as far as they were counted. */
    long totalFiles() {
        return totalFiles;
    }

    /** Bytes altogether, as far as they were counted. */
    long totalBytes() {
        return totalBytes;
    }

    /** Whether everything was counted. */
    boolean counted() {
        return counted;
    }

    @Override
    public void begun(FileName begun, long offset, OptionalLong bytes) {
        name = begun;
        size = bytes;
        position = offset;
        Long before = underWay.put(begun, offset);
        open += offset - (before == null ? 0 : before);
    }

    /** Small files come whole, and nothing is said of them before they are there. */
    @Override
    public void progress(long bytes, long moved) {
        FileName of = name;
        Long before = of == null ? null : underWay.get(of);
        if (of == null || before == null) {
            flowed += moved;
            return;
        }
        if (bytes >= before) {
            underWay.put(of, bytes);
            flowed += bytes - before;
            open += bytes - before;
            position = bytes;
        } else {
            flowed += moved;
        }
    }

    @Override
    public void done(FileName done, FileKind kind, long bytes) {
        settle(done, kind, bytes);
    }

    @Override
    public void same(FileName same, FileKind kind, long bytes) {
        settle(same, kind, bytes);
    }

    @Override
    public void would(FileName would, FileKind kind, long bytes) {
        settle(would, kind, bytes);
    }

    private void settle(FileName which, FileKind kind, long bytes) {
        close(which);
        if (kind == FileKind.FILE) {
            files++;
            settled += bytes;
        }
    }

    private void close(FileName which) {
        Long before = underWay.remove(which);
        open -= before == null ? 0 : before;
    }

    @Override
    public void failed(FileName failed, FileException.Reason reason, String message) {
        close(failed);
    }

    @Override
    public void total(long number, long bytes, boolean complete) {
        totalFiles = number;
        totalBytes = bytes;
        counted = complete;
    }
}
