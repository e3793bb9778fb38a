package dev.landline.transfer;

import dev.landline.file.FileKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Counts what there is to send, ahead of the sending, on a thread of its own. */
final class Totals {

    private static final long INTERVAL = 200_000_000;

    private final List<Source> sources;
    private final SendOptions options;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile SenderMessage.Total counted = new SenderMessage.Total(0, 0, false);
    private @Nullable Thread thread;
    private SenderMessage.Total reported = counted;
    private long last = System.nanoTime();

    private Totals(List<Source> sources, SendOptions options) {
        this.sources = sources;
        this.options = options;
    }

    static Totals count(
            String threads, ThreadFactory factory, List<Source> sources, SendOptions options) {
        Totals totals = new Totals(sources, options);
        Thread thread = factory.newThread(totals::count);
        thread.setName(threads + "-count");
        totals.thread = thread;
        thread.start();
        return totals;
    }

    private void count() {
        long files = 0;
        long bytes = 0;
        try (Walk walk = new Walk(sources.iterator(), options)) {
            Walk.Step step;
            while (!stopped.get() && (step = walk.next()) != null) {
                if (step instanceof Walk.Step.Found found
                        && found.facts().kind() == FileKind.FILE) {
                    files++;
                    bytes += found.facts().size();
                    counted = new SenderMessage.Total(files, bytes, false);
                }
            }
        }
        counted = new SenderMessage.Total(files, bytes, true);
    }

    /** Tells both sides what was counted, now and then. For one thread. */
    void report(MessageOutput output, TransferListener listener) throws IOException {
        SenderMessage.Total now = counted;
        if (now.equals(reported) || (!now.complete() && System.nanoTime() - last < INTERVAL)) {
            return;
        }
        last = System.nanoTime();
        reported = now;
        output.send(now);
        listener.total(now.files(), now.bytes(), now.complete());
    }

    void await() throws InterruptedException {
        Thread counting = thread;
        if (counting != null) {
            counting.join();
        }
    }

    void stop() {
        stopped.set(true);
    }
}
