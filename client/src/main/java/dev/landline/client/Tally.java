package dev.landline.client;

import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.transfer.TransferListener;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what is told to a listener. */
final class Tally implements TransferListener {

    private final TransferListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private long done;
    private long same;
    private long would;
    private long deleted;
    private long failed;
    private long bytes;
    private long moved;

    Tally(TransferListener listener) {
        this.listener = listener;
    }

    TransferResult result() {
        lock.lock();
        try {
            return new TransferResult(done, same, would, deleted, failed, bytes, moved);
        } finally {
            lock.unlock();
        }
    }

    private void count(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void begun(FileName name, long offset, OptionalLong size) {
        listener.begun(name, offset, size);
    }

    @Override
    public void progress(long position, long count) {
        count(() -> moved += count);
        listener.progress(position, count);
    }

    @Override
    public void done(FileName name, FileKind kind, long size) {
        count(() -> {
            done++;
            bytes += size;
        });
        listener.done(name, kind, size);
    }

    @Override
    public void same(FileName name, FileKind kind, long size) {
        count(() -> same++);
        listener.same(name, kind, size);
    }

    @Override
    public void would(FileName name, FileKind kind, long size) {
        count(() -> would++);
        listener.would(name, kind, size);
    }

    @Override
    public void deleted(FileName name) {
        count(() -> deleted++);
        listener.deleted(name);
    }

    @Override
    public void failed(FileName name, FileException.Reason reason, String message) {
        count(() -> failed++);
        listener.failed(name, reason, message);
    }

    @Override
    public void total(long files, long size, boolean complete) {
        listener.total(files, size, complete);
    }
}
