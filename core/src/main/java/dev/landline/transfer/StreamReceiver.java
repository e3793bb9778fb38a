package dev.landline.transfer;

import dev.landline.ChannelException;
import dev.landline.LandlineException;
import dev.landline.file.FileException;
import dev.landline.file.FileException.Reason;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.hash.FileHash;
import dev.landline.hash.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Receives the content of one file into a stream of bytes, such as standard output. What was
 * written cannot be taken back: when the sender begins again with something else, or the hash at
 * the end is another one, that is an error. After a broken connection {@link #run} goes on where it
 * was. For one thread at a time.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 6.10.
 */
public final class StreamReceiver {

    private final OutputStream target;
    private final FileHash hash;
    private final TransferListener listener;
    private final byte[] block = new byte[Content.BLOCK];
    private long written;
    private boolean done;

    // Of the channel that runs:
    private SenderMessage.@Nullable Entry entry;
    private boolean begun;

    /**
     * Makes a receiver.
     *
     * @param target where the content goes; not closed
     * @param algorithm what it is checked by
     * @param listener hears how it goes
     */
    public StreamReceiver(OutputStream target, HashAlgorithm algorithm, TransferListener listener) {
        this.target = target;
        this.hash = FileHash.of(algorithm);
        this.listener = listener;
    }

    /**
     * Receives what one channel brings.
     *
     * @param file the stream {@code file}
     * @param answers the stream of answers
     * @throws LandlineException where the connection is gone, the channel was ended, or the sender
     *     broke the rules
     * @throws FileException where the file has changed since a part of it was written, or is not
     *     what was sent
     * @throws IOException where the target does not take bytes
     */
    public void run(InputStream file, OutputStream answers) throws IOException {
        MessageInput input = new MessageInput(file);
        MessageOutput output = new MessageOutput(answers);
        entry = null;
        begun = false;
        while (true) {
            if (!input.isReady()) {
                output.flush();
            }
            switch (input.fromSender()) {
                case null -> throw MessageInput.violated("the files ended without a last word");
                case SenderMessage.Entry named -> named(named, output);
                case SenderMessage.Begin begin -> begin(begin);
                case SenderMessage.Data() -> data(input);
                case SenderMessage.Hole(long size) -> hole(size);
                case SenderMessage.Copy _ ->
                        throw MessageInput.violated("bytes of a file that was not described");
                case SenderMessage.End end -> end(end, output);
                case SenderMessage.GivenUp(long n, Reason reason, String text) ->
                        givenUp(n, reason, text, output);
                case SenderMessage.Left _ ->
                        throw MessageInput.violated("a directory that was not named");
                case SenderMessage.Problem(FileName name, Reason reason, String text) ->
                        listener.failed(name, reason, text);
                case SenderMessage.Total(long files, long size, boolean complete) ->
                        listener.total(files, size, complete);
                case SenderMessage.Waiting() -> {
                    // Nothing is held back.
                }
                case SenderMessage.Finished() -> {
                    output.send(new ReceiverMessage.Finished());
                    output.close();
                    return;
                }
            }
        }
    }

    private void named(SenderMessage.Entry named, MessageOutput output) throws IOException {
        if (named.kind() != FileKind.FILE) {
            fail(named, Reason.IS_A_DIRECTORY, "only the content of a file can be written", output);
        } else if (entry != null) {
            fail(named, Reason.BAD_NAME, "only the content of one file can be written", output);
        } else if (done) {
            output.send(new ReceiverMessage.Done(named.n(), 1));
        } else {
            entry = named;
            output.send(
                    new ReceiverMessage.Want(
                            named.n(),
                            written,
                            written > 0 ? Optional.of(hash.value()) : Optional.empty()));
        }
    }

    private void fail(SenderMessage.Entry failed, Reason reason, String text, MessageOutput output)
            throws IOException {
        output.send(new ReceiverMessage.Failed(failed.n(), reason, text));
        listener.failed(failed.name(), reason, text);
    }

    private void givenUp(long n, Reason reason, String text, MessageOutput output)
            throws IOException {
        SenderMessage.Entry given = entry;
        if (given == null || given.n() != n) {
            throw MessageInput.violated("an end of what was not named");
        }
        if (written > 0) {
            throw new FileException(
                    given.name(), reason, text + "; a part of it was written already");
        }
        fail(given, reason, text, output);
        begun = false;
    }

    private void begin(SenderMessage.Begin begin) throws IOException {
        SenderMessage.Entry wanted = entry;
        if (wanted == null || begin.n() != wanted.n()) {
            throw MessageInput.violated("a content that nobody wants");
        }
        if (begin.offset() != written) {
            throw new FileException(
                    wanted.name(), Reason.CHANGED, "it has changed since a part of it was written");
        }
        begun = true;
        listener.begun(wanted.name(), begin.offset(), begin.size());
    }

    private void data(MessageInput input) throws IOException {
        requireBegun();
        while (input.bodyLeft() > 0) {
            write(input.body(block, 0, block.length), true);
        }
    }

    private void hole(long size) throws IOException {
        requireBegun();
        Arrays.fill(block, (byte) 0);
        for (long left = size; left > 0; ) {
            int step = (int) Math.min(block.length, left);
            write(step, false);
            left -= step;
        }
    }

    private void write(int count, boolean moved) throws IOException {
        target.write(block, 0, count);
        hash.update(block, 0, count);
        written += count;
        listener.progress(written, moved ? count : 0);
    }

    private void requireBegun() throws ChannelException {
        if (!begun) {
            throw MessageInput.violated("a content that nobody wants");
        }
    }

    private void end(SenderMessage.End end, MessageOutput output) throws IOException {
        requireBegun();
        SenderMessage.Entry ended = entry;
        if (ended == null) {
            throw MessageInput.violated("the end of a content that nobody wants");
        }
        if (written != end.size() || !hash.value().equals(end.hash())) {
            throw new FileException(
                    ended.name(), Reason.HASH_MISMATCH, "what was written is not what was sent");
        }
        target.flush();
        done = true;
        begun = false;
        output.send(new ReceiverMessage.Done(ended.n(), 1));
        listener.done(ended.name(), FileKind.FILE, written);
    }
}
