package dev.landline.cli.files;

import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.transfer.TransferListener;

/** Counts what people call files, which directories are not. It is told one thing at a time. */
final class Counts implements TransferListener {

    private long done;
    private long same;
    private long would;
    private long skipped;

    /** Files and links that are there now. */
    long done() {
        return done;
    }

    /** Files and links that were there already. */
    long same() {
        return same;
    }

    /** Files and links that would be there. */
    long would() {
        return would;
    }

    /** What could not be copied because its directory could not. */
    long skipped() {
        return skipped;
    }

    @Override
    public void done(FileName name, FileKind kind, long size) {
        done += count(kind);
    }

    @Override
    public void same(FileName name, FileKind kind, long size) {
        same += count(kind);
    }

    @Override
    public void would(FileName name, FileKind kind, long size) {
        would += count(kind);
    }

    private static int count(FileKind kind) {
        return kind == FileKind.DIRECTORY ? 0 : 1;
    }

    @Override
    public void failed(FileName name, FileException.Reason reason, String message) {
        skipped += reason == FileException.Reason.SKIPPED ? 1 : 0;
    }
}
