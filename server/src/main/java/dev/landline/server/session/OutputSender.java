package dev.landline.server.session;

import dev.landline.engine.OutgoingStream;
import dev.landline.flow.ReplayLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Carries what is kept of an output, and what comes, to one channel. */
final class OutputSender implements Runnable {

    private final ReplayLog.Cursor cursor;
    private final OutgoingStream stream;
    private final long until;
    private final LongConsumer sent;
    private final Runnable finished;

    /**
     * Makes a sender; {@link #run} works it.
     *
     * @param cursor where to begin; closing it ends the sender
     * @param stream where to; ended where the output is
     * @param until the offset to stop at; {@code Long.MAX_VALUE} for the end of the output
     * @param sent told the offset up to which bytes were sent
     * @param finished run at the end, whatever that is
     */
    OutputSender(
            ReplayLog.Cursor cursor,
            OutgoingStream stream,
            long until,
            LongConsumer sent,
            Runnable finished) {
        this.cursor = cursor;
        this.stream = stream;
        this.until = until;
        this.sent = sent;
        this.finished = finished;
    }

    @Override
    public void run() {
        try {
            @Nullable ByteBuffer bytes;
            while (cursor.offset() < until && (bytes = cursor.next()) != null) {
                long end = cursor.readTo();
                long from = end - bytes.remaining();
                if (from > stream.offset()) {
                    stream.skipTo(from);
                }
                stream.write(bytes);
                sent.accept(end);
            }
            if (cursor.offset() >= until || cursor.atEnd()) {
                if (cursor.offset() > stream.offset()) {
                    stream.skipTo(cursor.offset());
                }
                stream.close();
            }
        } catch (IOException e) {
            // The channel or the output was given up; the thread that hears the client knows.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            finished.run();
        }
    }
}
