package dev.landline.transfer;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.delta.BasisDescription;
import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileFacts;
import dev.landline.file.FileIdentity;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.file.OpenFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends files. It names what there is, ahead of what it sends, so that no answer is waited for, and
 * sends the contents that the receiver wants. {@link #run} belongs on a platform thread, because it
 * works on files; only {@link #position} may be asked by another one meanwhile.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 6.10.
 */
public final class Sender {

    /** The largest file that travels with its entry. */
    static final int SMALL = 64 * 1024;

    /** Of descriptions that were not used yet. */
    static final long MOST_WANTED_BYTES = (long) Wants.MOST_COSTLY * BasisDescription.MAX_BYTES;

    private record Wanted(ReceiverMessage.Want want, ByteBuffer basis) {}

    private final String threads;
    private final ThreadFactory factory;
    private final Sources sources;
    private final SendOptions options;
    private final InputStream answerStream;
    private final MessageOutput output;
    private final TransferListener listener;
    private final Outstanding outstanding;
    private final ArrayDeque<Wanted> wanted = new ArrayDeque<>();
    private long wantedBytes;
    private final DirectoryCache directories;
    private final ArrayDeque<Long> entered = new ArrayDeque<>();
    private final Content content;
    private @Nullable Answers heard;
    private final ByteArrayOutputStream described = new ByteArrayOutputStream(0);
    private long describedFile;
    private boolean finished;
    private boolean waitsForPlace;
    private boolean placed;
    private volatile boolean named;

    /**
     * Makes a sender.
     *
     * @param threads what the names of its threads begin with
     * @param factory makes platform threads that work on files as this transfer may
     * @param sources what to send
     * @param options how
     * @param answers the stream of answers
     * @param file the stream {@code file}
     * @param listener hears how it goes
     */
    public Sender(
            String threads,
            ThreadFactory factory,
            Sources sources,
            SendOptions options,
            InputStream answers,
            OutputStream file,
            TransferListener listener) {
        this.threads = threads;
        this.factory = factory;
        this.sources = sources;
        this.options = options;
        this.answerStream = answers;
        this.output = new MessageOutput(file);
        this.listener = listener;
        this.outstanding = new Outstanding(options.after());
        this.directories = new DirectoryCache(options.follow());
        this.content = new Content(options, output, listener, this::isRefused);
    }

    /**
     * Has {@link #run} name nothing before the receiver has said what its destination means: that
     * has to be known when a broken connection is made anew.
     *
     * @return this
     */
    public Sender waitingForPlace() {
        waitsForPlace = true;
        return this;
    }

    /**
     * Has the contents of files be read once for all transfers that are given the same.
     *
     * @param blocks what they share
     * @return this
     */
    public Sender sharing(SharedBlocks blocks) {
        content.share(blocks);
        return this;
    }

    /**
     * Whether the destination is the name of the one thing that is sent.
     *
     * @return false where it is a directory to put things into, or nothing was heard yet
     */
    public boolean named() {
        return named;
    }

    /**
     * Up to where everything is answered, for another transfer to go on from.
     *
     * @return empty where nothing is
     */
    public Optional<Position> position() {
        return outstanding.position();
    }

    /**
     * Sends everything, and waits until the receiver has answered everything.
     *
     * @throws LandlineException where the connection is gone, the channel was ended, or the
     *     receiver broke the rules
     * @throws IOException where the streams fail in another way
     * @throws InterruptedException if the thread is interrupted
     */
    public void run() throws IOException, InterruptedException {
        Totals totals =
                options.totals() ? Totals.count(threads, factory, sources.found(), options) : null;
        try (Answers answers = Answers.read(threads + "-answers", answerStream);
                Walk walk = new Walk(sources.found().iterator(), options);
                directories) {
            heard = answers;
            for (SenderMessage.Problem problem : sources.problems()) {
                output.send(problem);
                listener.failed(problem.name(), problem.reason(), problem.message());
            }
            while (waitsForPlace && !placed) {
                take(required(answers.next()));
            }
            boolean walking = true;
            boolean waiting = false;
            while (true) {
                takeAll(answers);
                if (totals != null) {
                    totals.report(output, listener);
                }
                if (walking && !outstanding.isFull()) {
                    waiting = false;
                    walking = step(walk.next());
                } else if (!wanted.isEmpty()) {
                    waiting = false;
                    send(wanted.remove());
                } else if (outstanding.isEmpty()) {
                    break;
                } else {
                    if (!waiting) {
                        output.send(new SenderMessage.Waiting());
                        waiting = true;
                    }
                    output.flush();
                    take(required(answers.next()));
                }
            }
            if (totals != null) {
                totals.await();
                totals.report(output, listener);
            }
            output.send(new SenderMessage.Finished());
            output.close();
            while (!finished) {
                take(required(answers.next()));
            }
        } finally {
            if (totals != null) {
                totals.stop();
            }
        }
    }

    private void takeAll(Answers answers) throws IOException {
        Answers.Answer answer;
        while ((answer = answers.poll()) != null) {
            take(answer);
        }
    }

    /** Asked in the middle of a file, where what was answered meanwhile counts already. */
    private boolean isRefused(long n) throws IOException {
        if (heard != null) {
            takeAll(heard);
        }
        return outstanding.get(n) == null;
    }

    private static Answers.Answer required(Answers.@Nullable Answer answer)
            throws ChannelException {
        if (answer == null) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST, "the receiver of the files left before it was done");
        }
        return answer;
    }

    private boolean step(Walk.@Nullable Step step) throws IOException {
        switch (step) {
            case null -> {
                return false;
            }
            case Walk.Step.Found found -> name(found);
            case Walk.Step.Left(FileName _, boolean complete) ->
                    output.send(new SenderMessage.Left(entered.pop(), complete));
            case Walk.Step.Trouble(FileName path, FileException problem) -> {
                output.send(new SenderMessage.Problem(path, problem.reason(), problem.what()));
                listener.failed(path, problem.reason(), problem.what());
            }
        }
        return true;
    }

    private void name(Walk.Step.Found found) throws IOException {
        try {
            if (options.eager()
                    && found.facts().kind() == FileKind.FILE
                    && found.facts().size() <= SMALL) {
                whole(found);
            } else {
                name(found, Optional.empty());
            }
        } catch (FileException e) {
            var _ = step(new Walk.Step.Trouble(found.path(), e));
        }
    }

    /**
     * Sends a small file with its entry; one that has just grown is sent when it is wanted, and one
     * that cannot be read is given up then: it is there, so that its copy is not to be removed.
     */
    private void whole(Walk.Step.Found found) throws IOException {
        int size = (int) found.facts().size();
        name(
                found,
                isReadWhole(found, size) ? Optional.of(content.wholeHash(size)) : Optional.empty());
    }

    private boolean isReadWhole(Walk.Step.Found found, int size) throws IOException {
        if (content.isShared()) {
            try {
                return content.whole(
                        found.facts(),
                        () -> read(found.directory(), found.source(), found.path(), found.name()));
            } catch (FileException e) {
                return false;
            }
        }
        FileIdentity identity = found.directory().identity();
        identity.enter(); // once for the several calls
        try (OpenFile file = read(found.directory(), found.source(), found.path(), found.name())) {
            return content.whole(file, size);
        } catch (FileException e) {
            return false;
        } finally {
            identity.leave();
        }
    }

    private void name(Walk.Step.Found found, Optional<String> hash) throws IOException {
        FileFacts facts = found.facts();
        boolean isFile = facts.kind() == FileKind.FILE;
        long n = outstanding.next();
        SenderMessage.Entry entry =
                new SenderMessage.Entry(
                        n,
                        found.source().number(),
                        found.path(),
                        facts.kind(),
                        isFile ? OptionalLong.of(facts.size()) : OptionalLong.empty(),
                        facts.mode(),
                        facts.mtime(),
                        facts.mtimeNanos(),
                        Walk.target(found),
                        hash);
        outstanding.add(
                new Item(n, found.source(), found.path(), facts.kind(), isFile ? facts.size() : 0));
        if (facts.kind() == FileKind.DIRECTORY) {
            entered.push(n);
        }
        int whole = hash.isPresent() ? (int) facts.size() : 0;
        output.send(entry, content.block(), 0, whole);
        if (whole > 0) {
            listener.progress(whole, whole);
        }
    }

    private void send(Wanted next) throws IOException, InterruptedException {
        wantedBytes -= next.basis().capacity();
        Item item = outstanding.get(next.want().n());
        if (item == null) {
            return;
        }
        try (OpenFile file = open(item)) {
            content.send(item, file, next.want(), next.basis().array());
        } catch (FileException e) {
            output.send(new SenderMessage.GivenUp(item.n(), e.reason(), e.what()));
        }
    }

    private OpenFile open(Item item) throws IOException {
        try {
            Source source = item.source();
            if (item.path().equals(source.as())) {
                return read(
                        directories.get(source.parent(), Walk.DOT),
                        source,
                        item.path(),
                        source.name());
            }
            // beneath the top: the walk's path begins with what the source is called
            FileName inTree = source.as().equals(Walk.DOT) ? item.path() : beneath(item.path());
            FileName path = source.name().equals(Walk.DOT) ? inTree : source.name().resolve(inTree);
            return read(
                    directories.parent(source.parent(), path), source, item.path(), path.last());
        } catch (LandlineException e) {
            throw e;
        } catch (IOException e) {
            throw FileException.of(item.path(), e);
        }
    }

    private static FileName beneath(FileName path) {
        byte[] bytes = path.bytes();
        int slash = 0;
        while (bytes[slash] != '/') {
            slash++;
        }
        return FileName.of(Arrays.copyOfRange(bytes, slash + 1, bytes.length));
    }

    private OpenFile read(Directory directory, Source source, FileName path, FileName name)
            throws IOException {
        boolean follow = options.follow() || (source.follow() && path.equals(source.as()));
        return follow ? directory.readFollowing(name) : directory.read(name);
    }

    private void describe(long n, byte[] part) throws ChannelException {
        if (describedFile != n) {
            describedFile = n;
            described.reset();
        }
        if (described.size() + part.length > BasisDescription.MAX_BYTES) {
            throw MessageInput.violated(
                    "the description of a file has more than "
                            + BasisDescription.MAX_BYTES
                            + " bytes");
        }
        described.write(part, 0, part.length);
    }

    /** No receiver needs more than this at once; one that goes on and on would fill the memory. */
    private void want(Wanted next) throws ChannelException {
        wantedBytes += next.basis().capacity();
        if (wanted.size() == Outstanding.MOST || wantedBytes > MOST_WANTED_BYTES) {
            throw MessageInput.violated(
                    "expected at most "
                            + Outstanding.MOST
                            + " files to be wanted at once, described in at most "
                            + MOST_WANTED_BYTES
                            + " bytes");
        }
        wanted.add(next);
    }

    private void take(Answers.Answer answer) throws ChannelException {
        switch (answer.message()) {
            case ReceiverMessage.Placed(boolean byName) -> {
                named = byName;
                placed = true;
            }
            case ReceiverMessage.Basis(long n) -> describe(n, answer.body().array());
            case ReceiverMessage.Want want -> {
                describe(want.n(), answer.body().array());
                want(new Wanted(want, ByteBuffer.wrap(described.toByteArray())));
                described.reset();
            }
            case ReceiverMessage.Finished() -> finished = true;
            case ReceiverMessage other -> Told.tell(other, outstanding, listener);
        }
    }
}
