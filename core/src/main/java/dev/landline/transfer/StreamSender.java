package dev.landline.transfer;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.file.FileException;
import dev.landline.file.FileException.Reason;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.hash.FileHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends a stream of bytes, such as standard input, as one file. What was read cannot be read again,
 * so the last of it is kept: after a broken connection {@link #run} goes on with what the receiver
 * has of it. For one thread at a time.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 6.10.
 */
public final class StreamSender {

    private static final int MODE = 0666;

    private final InputStream source;
    private final FileName name;
    private final TransferListener listener;
    private final SendOptions options;
    private final Replay replay;
    private final long began = System.currentTimeMillis() / 1000;
    private final byte[] block = new byte[Content.BLOCK];
    private boolean ended;
    private boolean done;

    /**
     * Makes a sender.
     *
     * @param source what to send; not closed
     * @param name what to call it
     * @param options the hash and the rate
     * @param listener hears how it goes
     */
    public StreamSender(
            InputStream source, FileName name, SendOptions options, TransferListener listener) {
        this.source = source;
        this.name = name;
        this.options = options;
        this.listener = listener;
        this.replay = new Replay(FileHash.of(options.hash()));
    }

    /**
     * Sends over one channel, from where the receiver has it.
     *
     * @param threads what the names of its threads begin with
     * @param answers the stream of answers
     * @param file the stream {@code file}
     * @throws LandlineException where the connection is gone, the channel was ended, or the
     *     receiver broke the rules
     * @throws FileException where the receiver has lost what cannot be read again
     * @throws IOException where the source cannot be read
     */
    public void run(String threads, InputStream answers, OutputStream file) throws IOException {
        MessageOutput output = new MessageOutput(file);
        try (Answers incoming = Answers.read(threads + "-answers", answers)) {
            output.send(
                    new SenderMessage.Entry(
                            0,
                            0,
                            name,
                            FileKind.FILE,
                            OptionalLong.empty(),
                            MODE,
                            began,
                            0,
                            Optional.empty(),
                            Optional.empty()));
            output.flush();
            while (true) {
                Answers.Answer answer = incoming.next();
                switch (answer == null ? null : answer.message()) {
                    case null ->
                            throw new ChannelException(
                                    ErrorCode.BAD_REQUEST,
                                    "the receiver of the files left before it was done");
                    case ReceiverMessage.Want want -> send(want, output, incoming);
                    case ReceiverMessage.Placed _, ReceiverMessage.Basis _ -> {
                        // It is not looked at.
                    }
                    case ReceiverMessage.Done _,
                            ReceiverMessage.Same _,
                            ReceiverMessage.Would _ -> {
                        if (!done) {
                            done = true;
                            listener.done(name, FileKind.FILE, replay.end());
                        }
                        finish(output);
                    }
                    case ReceiverMessage.Failed(long _, Reason reason, String text) -> {
                        listener.failed(name, reason, text);
                        finish(output);
                    }
                    case ReceiverMessage.Deleted(FileName deleted) -> listener.deleted(deleted);
                    case ReceiverMessage.Problem(FileName about, Reason reason, String text) ->
                            listener.failed(about, reason, text);
                    case ReceiverMessage.Finished() -> {
                        return;
                    }
                }
            }
        }
    }

    private static void finish(MessageOutput output) throws IOException {
        output.send(new SenderMessage.Finished());
        output.close();
    }

    private void send(ReceiverMessage.Want want, MessageOutput output, Answers incoming)
            throws IOException {
        long from = want.offset();
        if (!replay.has(from, want.hash().orElse(null))) {
            from = 0; // it has a part of something else
            if (!replay.has(from, null)) {
                throw new FileException(
                        name,
                        Reason.CHANGED,
                        "the receiver does not have what was sent, and it cannot be read again");
            }
        }
        RateLimit limit =
                options.limit().isPresent() ? new RateLimit(options.limit().getAsLong()) : null;
        output.send(new SenderMessage.Begin(0, from, OptionalLong.empty(), MODE, began, 0));
        listener.begun(name, from, OptionalLong.empty());
        long at = from;
        while (true) {
            int count = replay.read(at, block);
            if (count == 0) {
                count = ended ? -1 : source.read(block, 0, piece(limit));
                if (count < 0) {
                    ended = true;
                    break;
                }
                replay.add(block, count);
            }
            if (limit != null) {
                limit.pass(count);
            }
            output.send(new SenderMessage.Data(), block, 0, count);
            output.flush();
            at += count;
            listener.progress(at, count);
            if (gaveUp(incoming)) {
                return;
            }
        }
        output.send(new SenderMessage.End(at, replay.hash()));
        output.send(new SenderMessage.Waiting());
        output.flush();
    }

    private static int piece(@Nullable RateLimit limit) {
        return limit == null ? Content.BLOCK : limit.piece(Content.BLOCK);
    }

    /** Whether the receiver has no use for the rest. What it said is still to be heard. */
    private static boolean gaveUp(Answers incoming) {
        return incoming.isWaiting();
    }
}
