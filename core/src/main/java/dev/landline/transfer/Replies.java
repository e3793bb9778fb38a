package dev.landline.transfer;

import dev.landline.file.FileException;
import dev.landline.file.FileName;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * What a receiver answers, and tells its listener. Entries that follow each other and are done are
 * told together. For one thread; {@link #position} may be asked by any.
 */
final class Replies {

    private final MessageOutput output;
    private final TransferListener listener;
    private final Outstanding outstanding;
    private long firstDone;
    private long done;

    /**
     * Makes one.
     *
     * @param answers the stream of answers
     * @param after where an earlier transfer had got to
     * @param listener hears the same
     */
    Replies(OutputStream answers, Optional<Position> after, TransferListener listener) {
        this.output = new MessageOutput(answers);
        this.listener = listener;
        this.outstanding = new Outstanding(after);
    }

    Optional<Position> position() {
        return outstanding.position();
    }

    /** Takes note of an entry, which has to be the next. */
    void named(SenderMessage.Entry entry) throws IOException {
        outstanding.named(entry);
    }

    void done(SenderMessage.Entry entry, long size) throws IOException {
        if (done > 0 && entry.n() == firstDone + done) {
            done++;
        } else {
            tellDone();
            firstDone = entry.n();
            done = 1;
        }
        outstanding.answered(entry.n());
        listener.done(entry.name(), entry.kind(), size);
    }

    private void tellDone() throws IOException {
        if (done > 0) {
            output.send(new ReceiverMessage.Done(firstDone, done));
            done = 0;
        }
    }

    void same(SenderMessage.Entry entry) throws IOException {
        send(new ReceiverMessage.Same(entry.n()));
        outstanding.answered(entry.n());
        listener.same(entry.name(), entry.kind(), entry.size().orElse(0));
    }

    void would(SenderMessage.Entry entry) throws IOException {
        send(new ReceiverMessage.Would(entry.n()));
        outstanding.answered(entry.n());
        listener.would(entry.name(), entry.kind(), entry.size().orElse(0));
    }

    void failed(SenderMessage.Entry entry, FileException problem) throws IOException {
        send(new ReceiverMessage.Failed(entry.n(), problem.reason(), problem.what()));
        outstanding.answered(entry.n());
        listener.failed(entry.name(), problem.reason(), problem.what());
    }

    void deleted(FileName path) throws IOException {
        send(new ReceiverMessage.Deleted(path));
        listener.deleted(path);
    }

    void problem(FileName path, FileException problem) throws IOException {
        send(new ReceiverMessage.Problem(path, problem.reason(), problem.what()));
        listener.failed(path, problem.reason(), problem.what());
    }

    void send(ReceiverMessage message) throws IOException {
        tellDone();
        output.send(message);
    }

    /** The same with a body. */
    void send(ReceiverMessage message, byte[] body, int offset, int length) throws IOException {
        tellDone();
        output.send(message, body, offset, length);
    }

    void flush() throws IOException {
        tellDone();
        output.flush();
    }

    /** The last word. */
    void finish() throws IOException {
        send(new ReceiverMessage.Finished());
        output.close();
    }
}
