package dev.landline.transfer;

import dev.landline.file.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Passes the messages of a sender on to a receiver, and back, where each is on a connection of its
 * own; and tells a listener what they mean. It keeps no content. {@link #run} may have any thread.
 */
public final class Relay {

    private final String threads;
    private final InputStream fileFrom;
    private final OutputStream fileTo;
    private final InputStream answerFrom;
    private final OutputStream answerTo;
    private final TransferListener listener;
    private final AtomicReference<@Nullable IOException> first = new AtomicReference<>();
    private final CountDownLatch placed = new CountDownLatch(1);
    private volatile boolean named;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final Outstanding outstanding;
    private long position;

    /**
     * Makes a relay.
     *
     * @param threads what the names of its threads begin with
     * @param fileFrom the stream {@code file} of the sender
     * @param fileTo the same towards the receiver
     * @param answerFrom the stream {@code answer} of the receiver
     * @param answerTo the same towards the sender
     * @param after where an earlier transfer had got to
     * @param listener hears how it goes
     */
    public Relay(
            String threads,
            InputStream fileFrom,
            OutputStream fileTo,
            InputStream answerFrom,
            OutputStream answerTo,
            Optional<Position> after,
            TransferListener listener) {
        this.threads = threads;
        this.fileFrom = fileFrom;
        this.fileTo = fileTo;
        this.answerFrom = answerFrom;
        this.answerTo = answerTo;
        this.outstanding = new Outstanding(after);
        this.listener = listener;
    }

    /**
     * Up to where everything was answered.
     *
     * @return empty where nothing was
     */
    public Optional<Position> position() {
        return outstanding.position();
    }

    /**
     * Whether the receiver's destination is the name of the one thing that comes.
     *
     * @return false where it is a directory to put things into, or nothing was heard yet
     */
    public boolean named() {
        return named;
    }

    /**
     * Passes everything on. Where one side fails, the streams of the other are closed.
     *
     * @throws IOException what the first stream that failed has thrown
     * @throws InterruptedException if the thread is interrupted
     */
    public void run() throws IOException, InterruptedException {
        FutureTask<Void> back =
                new FutureTask<>(() -> {
                    answers();
                    return null;
                });
        Thread thread = Thread.ofVirtual().name(threads + "-answers").start(back);
        try {
            files();
            back.get();
        } catch (IOException e) {
            throw first(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw first(failure);
            }
            throw new IllegalStateException(e);
        } finally {
            answerFrom.close();
            fileFrom.close();
            thread.interrupt();
        }
    }

    /** What failed before everything else: the streams that are closed therefore fail too. */
    private IOException first(IOException failure) {
        var _ = first.compareAndSet(null, failure);
        IOException earliest = first.get();
        return earliest == null ? failure : earliest;
    }

    private void files() throws IOException, InterruptedException {
        placed.await(); // nothing is made before it is known where
        MessageInput input = new MessageInput(fileFrom);
        MessageOutput output = new MessageOutput(fileTo);
        SenderMessage message;
        while ((message = next(input, output)) != null) {
            byte[] body = input.body();
            heard(message, body.length);
            output.send(message, body, 0, body.length);
        }
        output.close();
    }

    private static @Nullable SenderMessage next(MessageInput input, MessageOutput output)
            throws IOException {
        if (!input.isReady()) {
            output.flush();
        }
        return input.fromSender();
    }

    private void heard(SenderMessage message, int body) throws IOException {
        lock.lock();
        try {
            switch (message) {
                case SenderMessage.Entry entry -> {
                    outstanding.named(entry);
                    if (body > 0) {
                        listener.progress(body, body);
                    }
                }
                case SenderMessage.Begin begin -> {
                    position = begin.offset();
                    Item item = outstanding.get(begin.n());
                    if (item != null) {
                        listener.begun(item.path(), begin.offset(), begin.size());
                    }
                }
                case SenderMessage.Data() -> moved(body, body);
                case SenderMessage.Hole(long size) -> moved(size, 0);
                case SenderMessage.Copy(long _, long size) -> moved(size, 0);
                case SenderMessage.Problem(FileName name, var reason, String text) ->
                        listener.failed(name, reason, text);
                case SenderMessage.Total(long files, long size, boolean complete) ->
                        listener.total(files, size, complete);
                case SenderMessage.End _,
                        SenderMessage.GivenUp _,
                        SenderMessage.Left _,
                        SenderMessage.Waiting _,
                        SenderMessage.Finished _ -> {
                    // The receiver's answer tells.
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void moved(long bytes, long overTheLine) {
        position += bytes;
        listener.progress(position, overTheLine);
    }

    private void answers() throws IOException {
        MessageInput input = new MessageInput(answerFrom);
        MessageOutput output = new MessageOutput(answerTo);
        try {
            ReceiverMessage message;
            while ((message = input.fromReceiver()) != null) {
                if (message instanceof ReceiverMessage.Placed(boolean byName)) {
                    named = byName;
                    placed.countDown();
                }
                byte[] body = input.body();
                lock.lock();
                try {
                    Told.tell(message, outstanding, listener);
                } finally {
                    lock.unlock();
                }
                output.send(message, body, 0, body.length);
                if (!input.isReady()) {
                    output.flush();
                }
            }
            output.close();
        } catch (IOException e) {
            var _ = first(e);
            fileFrom.close(); // or the other direction would wait for what never comes
            throw e;
        } finally {
            placed.countDown();
        }
    }
}
