package dev.landline.cli.files;

import dev.landline.cli.console.ProgressLine;
import dev.landline.cli.console.Surroundings;
import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.transfer.TransferListener;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Draws how far a copy has come. It is told one thing at a time. */
final class CopyProgress implements TransferListener, AutoCloseable {

    /** What takes no longer needs no progress. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private static final int USUAL_COLUMNS = 80;
    private static final int UNKNOWN = 0;

    private final Advance advance = new Advance();
    private final ProgressLine line;
    private final LongSupplier nanos;
    private final IntSupplier columns;
    private final Speed speed;

    CopyProgress(ProgressLine line, LongSupplier nanos, IntSupplier columns) {
        this.line = line;
        this.nanos = nanos;
        this.columns = columns;
        this.speed = new Speed(nanos.getAsLong());
        line.start();
    }

    /**
     * Progress on standard error, where that is a terminal.
     *
     * @param wanted false where there must be none all the same
     */
    static CopyProgress on(Surroundings here, boolean wanted) {
        boolean shown = wanted && here.terminal().isAt(2);
        ProgressLine line = new ProgressLine(here.stderr(), shown, PATIENCE, System::nanoTime);
        return new CopyProgress(line, System::nanoTime, shown ? columns(here) : () -> UNKNOWN);
    }

    /** Asking the terminal takes a process, so that it is asked only when its size has changed. */
    private static IntSupplier columns(Surroundings here) {
        AtomicInteger known = new AtomicInteger(UNKNOWN);
        var _ = here.signals().handle("WINCH", () -> known.set(UNKNOWN));
        return () -> {
            int columns = known.get();
            if (columns == UNKNOWN) {
                columns = here.terminal().columns().orElse(USUAL_COLUMNS);
                known.set(columns);
            }
            return columns;
        };
    }

    /** Lets somebody else write where the progress is. */
    void aside(Runnable task) {
        line.aside(task);
    }

    private void draw() {
        line.offer(() ->
                ProgressText.of(
                        advance,
                        speed.measure(nanos.getAsLong(), advance.flowed()),
                        columns.getAsInt()));
    }

    @Override
    public void begun(FileName name, long offset, OptionalLong size) {
        advance.begun(name, offset, size);
        draw();
    }

    @Override
    public void progress(long bytes, long moved) {
        advance.progress(bytes, moved);
        draw();
    }

    @Override
    public void done(FileName name, FileKind kind, long size) {
        advance.done(name, kind, size);
        draw();
    }

    @Override
    public void same(FileName name, FileKind kind, long size) {
        advance.same(name, kind, size);
        draw();
    }

    @Override
    public void would(FileName name, FileKind kind, long size) {
        advance.would(name, kind, size);
        draw();
    }

    @Override
    public void failed(FileName name, FileException.Reason reason, String message) {
        advance.failed(name, reason, message);
        draw();
    }

    @Override
    public void total(long files, long bytes, boolean complete) {
        advance.total(files, bytes, complete);
        draw();
    }

    @Override
    public void close() {
        line.close();
    }
}
