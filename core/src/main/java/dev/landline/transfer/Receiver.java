package dev.landline.transfer;

import dev.landline.LandlineException;
import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileException.Reason;
import dev.landline.file.FileFacts;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Receives files. It decides where each goes, never follows a link on the way, and gives a file its
 * name only when all of it has come and is right. {@link #run} belongs on a platform thread,
 * because it works on files; only {@link #position} may be asked by another one meanwhile.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 6.10.
 */
public final class Receiver {

    private static final int PERMISSIONS = 0777;
    private static final int OWNER_ALL = 0700;

    private final Destination destination;
    private final ReceiveOptions options;
    private final ReceivedNames names;
    private final MessageInput input;
    private final Replies replies;
    private final TransferListener listener;
    private final DirectoryCache directories = new DirectoryCache(false);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(Content.BLOCK);
    private final Group group;
    private final Incoming incoming;
    private final DirectoryEnds ends;
    private final int umask;
    private final PartNames partNames = new PartNames();
    private final Wants wants;
    private @Nullable Entered current;
    private boolean finished;
    private long rootDevice;

    /**
     * Makes a receiver.
     *
     * @param destination where to
     * @param options how
     * @param expected what may come
     * @param umask which permissions new files do not get, where modes are not kept
     * @param after where an earlier transfer had got to
     * @param file the stream {@code file}
     * @param answers the stream of answers
     * @param listener hears how it goes
     */
    public Receiver(
            Destination destination,
            ReceiveOptions options,
            NameCheck expected,
            int umask,
            Optional<Position> after,
            InputStream file,
            OutputStream answers,
            TransferListener listener) {
        this.destination = destination;
        this.options = options;
        this.names = new ReceivedNames(destination.as(), expected);
        this.umask = umask;
        this.input = new MessageInput(file);
        this.listener = listener;
        this.replies = new Replies(answers, after, listener);
        this.ends =
                new DirectoryEnds(
                        destination.root(),
                        directories,
                        options,
                        names,
                        replies::deleted,
                        replies::problem);
        this.wants =
                new Wants(
                        destination.root(),
                        directories,
                        options,
                        replies,
                        direct,
                        partNames,
                        this::giveUp);
        this.group =
                new Group(
                        destination.root(),
                        directories,
                        options.flush(),
                        new Group.Outcome() {
                            @Override
                            public void there(Group.Ready ready) throws IOException {
                                ends.lessPending(ready.directory());
                                replies.done(ready.entry(), ready.size());
                            }

                            @Override
                            public void failed(Group.Ready ready, FileException problem)
                                    throws IOException {
                                replies.failed(ready.entry(), problem);
                                ends.lessPending(ready.directory());
                            }
                        });
        this.incoming =
                new Incoming(
                        destination.root(),
                        directories,
                        options,
                        group,
                        input,
                        direct,
                        listener,
                        wants,
                        this);
    }

    /**
     * Up to where everything is dealt with, for another transfer to go on from.
     *
     * @return empty where nothing is
     */
    public Optional<Position> position() {
        return replies.position();
    }

    /**
     * Receives everything.
     *
     * @throws LandlineException where the connection is gone, the channel was ended, or the sender
     *     broke the rules
     * @throws IOException where the destination cannot be used, or the streams fail in another way
     * @throws InterruptedException if the thread is interrupted
     */
    public void run() throws IOException, InterruptedException {
        try (directories) {
            rootDevice = openRoot().facts().device();
            try {
                receive();
            } finally {
                incoming.ignore();
                wants.abandon();
                group.abandon();
            }
        }
    }

    private Directory openRoot() throws IOException {
        Directory root = directories.get(destination.root(), Walk.DOT);
        if (!options.dryRun()) {
            LeftBehind.sweep(root, direct);
        }
        return root;
    }

    private void receive() throws IOException {
        boolean whole = false;
        replies.send(new ReceiverMessage.Placed(destination.as().isPresent()));
        replies.flush();
        try {
            SenderMessage message;
            while (!finished && (message = next()) != null) {
                take(message);
            }
            whole = finished;
        } finally {
            if (!whole) {
                salvage();
            }
        }
        if (!finished) {
            throw MessageInput.violated("the files ended without a last word");
        }
        if (!wants.isEmpty() || current != null) {
            throw MessageInput.violated("the sender finished while files were still to come");
        }
        group.settle();
        replies.finish();
    }

    /** What is complete takes its name, although nobody will hear of it. */
    private void salvage() {
        try {
            group.commit();
        } catch (IOException e) {
            group.abandon();
        }
    }

    private @Nullable SenderMessage next() throws IOException {
        if (!input.isReady()) {
            replies.flush();
        }
        return input.fromSender();
    }

    private void take(SenderMessage message) throws IOException {
        switch (message) {
            case SenderMessage.Entry entry -> named(entry);
            case SenderMessage.Begin begin -> begin(begin);
            case SenderMessage.Data() -> incoming.data();
            case SenderMessage.Hole(long size) -> incoming.hole(size);
            case SenderMessage.Copy(long from, long size) -> incoming.copy(from, size);
            case SenderMessage.End end -> incoming.end(end);
            case SenderMessage.GivenUp(long n, Reason reason, String text) ->
                    givenUp(n, reason, text);
            case SenderMessage.Left(long n, boolean complete) -> left(n, complete);
            case SenderMessage.Problem(FileName name, Reason reason, String text) ->
                    listener.failed(name, reason, text);
            case SenderMessage.Total(long files, long size, boolean complete) ->
                    listener.total(files, size, complete);
            case SenderMessage.Waiting() -> group.commit();
            case SenderMessage.Finished() -> finished = true;
        }
    }

    private void named(SenderMessage.Entry entry) throws IOException {
        replies.named(entry);
        FileName path;
        try {
            path = names.place(entry, current == null ? null : current.entry.name());
        } catch (FileException e) {
            enterMissing(entry, entry.name());
            replies.failed(entry, e);
            return;
        }
        Entered directory = current;
        if (directory != null) {
            directory.named(path.last());
            if (directory.failed) {
                enterMissing(entry, path);
                replies.failed(
                        entry,
                        new FileException(
                                entry.name(),
                                Reason.SKIPPED,
                                "the directory it is in is not there"));
                return;
            }
        }
        try {
            switch (entry.kind()) {
                case DIRECTORY -> directory(entry, path);
                case LINK -> link(entry, path);
                case FILE -> file(entry, path);
                case OTHER -> throw MessageInput.violated("an entry of no kind");
            }
        } catch (FileException e) {
            if (current == directory) {
                enterMissing(entry, path);
            }
            replies.failed(entry, e);
        }
    }

    /** What is named next is in a directory that is not there. */
    private void enterMissing(SenderMessage.Entry entry, FileName path) {
        if (entry.kind() == FileKind.DIRECTORY) {
            current = new Entered(entry, path, current, true, true, true, false);
        }
    }

    private @Nullable FileFacts existing(FileName path) throws IOException {
        Entered directory = current;
        if (directory != null && directory.absent) {
            return null;
        }
        if (path.equals(Walk.DOT)) {
            return directories.get(destination.root(), Walk.DOT).facts();
        }
        return directories.parent(destination.root(), path).factsOrNull(path.last());
    }

    private void directory(SenderMessage.Entry entry, FileName path) throws IOException {
        if (!options.recursive()) {
            throw new FileException(
                    entry.name(),
                    Reason.IS_A_DIRECTORY,
                    "a directory, and only files were asked for");
        }
        FileFacts there = existing(path);
        if (there != null && there.kind() != FileKind.DIRECTORY) {
            throw new FileException(
                    path,
                    there.kind() == FileKind.LINK ? Reason.IS_A_LINK : Reason.NOT_A_DIRECTORY,
                    there.kind() == FileKind.LINK
                            ? "a symbolic link has the name of a directory that comes; it is not"
                                    + " followed"
                            : "a file has the name of a directory that comes");
        }
        boolean make = there == null && !options.dryRun();
        if (make) {
            directories
                    .parent(destination.root(), path)
                    .makeDirectory(path.last(), (entry.mode() & PERMISSIONS & ~umask) | OWNER_ALL);
        }
        boolean sameDevice = true;
        if (there != null && !options.dryRun()) {
            sameDevice = there.device() == rootDevice;
            LeftBehind.sweep(directories.get(destination.root(), path), direct);
        }
        Entered entered =
                new Entered(
                        entry,
                        path,
                        current,
                        there == null && options.dryRun(),
                        false,
                        sameDevice,
                        options.delete());
        entered.made = make;
        Entered parent = current;
        if (parent != null) {
            parent.pending++;
        }
        current = entered;
        if (there == null && options.dryRun()) {
            replies.would(entry);
        } else if (there != null) {
            replies.same(entry);
        } else {
            group.addFlushed(new Group.Ready(null, path, entry, 0, null));
        }
    }

    private void link(SenderMessage.Entry entry, FileName path) throws IOException {
        FileName target =
                entry.target()
                        .orElseThrow(() ->
                                MessageInput.violated(
                                        "the link " + entry.name() + " leads nowhere"));
        FileFacts there = existing(path);
        if (there != null && there.kind() == FileKind.DIRECTORY) {
            throw new FileException(
                    path, Reason.IS_A_DIRECTORY, "a directory has the name of a link that comes");
        }
        if (!options.anyLinks() && !LinkTargets.staysInside(names.depth(entry), target)) {
            throw new FileException(
                    entry.name(),
                    Reason.UNSAFE_LINK,
                    "a symbolic link that leads out of its tree, to " + target);
        }
        if (there != null && there.kind() == FileKind.LINK) {
            Directory directory = directories.parent(destination.root(), path);
            if (directory.readLink(path.last()).equals(target)) {
                if (options.preserve() && !options.dryRun()) {
                    directory.setTimes(path.last(), entry.mtime(), entry.mtimeNanos());
                }
                replies.same(entry);
                return;
            }
        }
        if (options.dryRun()) {
            replies.would(entry);
            return;
        }
        Directory directory = directories.parent(destination.root(), path);
        FileName part = partNames.of(path.last());
        removeLeftLink(directory, part);
        directory.makeLink(part, target);
        if (options.preserve()) {
            directory.setTimes(part, entry.mtime(), entry.mtimeNanos());
        }
        directory.rename(part, directory, path.last());
        group.addFlushed(new Group.Ready(null, path, entry, 0, null));
    }

    /** A link takes no lock, so whoever finds one of that name left behind may replace it. */
    private static void removeLeftLink(Directory directory, FileName part) throws IOException {
        FileFacts left = directory.factsOrNull(part);
        if (left != null && left.kind() == FileKind.LINK) {
            directory.remove(part);
        }
    }

    private void file(SenderMessage.Entry entry, FileName path) throws IOException {
        FileFacts there = existing(path);
        if (there != null && there.kind() == FileKind.DIRECTORY) {
            throw new FileException(
                    path, Reason.IS_A_DIRECTORY, "a directory has the name of a file that comes");
        }
        if (there != null && options.compare() == Compare.TIME && sameTime(entry, there)) {
            keepMode(entry, path, there);
            replies.same(entry);
            return;
        }
        if (options.dryRun() && (options.compare() != Compare.HASH || !sameSize(entry, there))) {
            replies.would(entry);
            return;
        }
        Pending file = new Pending(entry, path, current, there);
        if (current != null) {
            current.pending++;
        }
        try {
            if (options.dryRun()
                    || entry.hash().isEmpty()
                    || !incoming.small(file, entry.hash().get())) {
                wants.want(file);
            }
        } catch (FileException e) {
            giveUp(file, e);
        }
    }

    private static boolean sameSize(SenderMessage.Entry entry, @Nullable FileFacts there) {
        return there != null
                && there.kind() == FileKind.FILE
                && entry.size().isPresent()
                && entry.size().getAsLong() == there.size();
    }

    private static boolean sameTime(SenderMessage.Entry entry, FileFacts there) {
        return sameSize(entry, there)
                && entry.mtime() == there.mtime()
                && entry.mtimeNanos() == there.mtimeNanos();
    }

    private void keepMode(SenderMessage.Entry entry, FileName path, @Nullable FileFacts there)
            throws IOException {
        if (options.preserve()
                && !options.dryRun()
                && (there == null || there.mode() != entry.mode())) {
            directories.parent(destination.root(), path).setMode(path.last(), entry.mode());
        }
    }

    private void begin(SenderMessage.Begin begin) throws IOException {
        Pending file = wants.get(begin.n());
        if (file == null) {
            incoming.ignore();
            return;
        }
        try {
            incoming.begin(file, begin);
        } catch (FileException e) {
            giveUp(file, e);
        }
    }

    private void givenUp(long n, Reason reason, String text) throws IOException {
        Pending file = wants.get(n);
        if (file != null) {
            giveUp(file, new FileException(file.entry.name(), reason, text));
        }
    }

    /** The content of a file will not come, or cannot be kept. */
    void giveUp(Pending file, FileException problem) throws IOException {
        incoming.ignore();
        wants.forget(file);
        replies.failed(file.entry, problem);
        ends.lessPending(file.directory);
        replies.flush(); // the sender may be in the middle of it
    }

    private void left(long n, boolean complete) throws IOException {
        Entered entered = current;
        if (entered == null || entered.entry.n() != n) {
            throw MessageInput.violated("the directory " + n + " was not the one named last");
        }
        current = entered.parent;
        entered.left = true;
        entered.complete = complete;
        if (!entered.failed) {
            ends.mayEnd(entered);
        }
    }

    /** The permissions that a file gets. */
    int mode(int sent, @Nullable FileFacts existing) {
        if (options.preserve()) {
            return sent;
        }
        return existing != null && existing.kind() == FileKind.FILE
                ? existing.mode() & PERMISSIONS
                : sent & PERMISSIONS & ~umask;
    }

    /** The file that has the name is right already. */
    void same(Pending file) throws IOException {
        wants.forget(file);
        if (!options.dryRun()) {
            keepMode(file.entry, file.path, file.existing);
            keepTime(file.entry, file.path);
        }
        replies.same(file.entry);
        ends.lessPending(file.directory);
    }

    /** The file that has the name is another one, and this is a rehearsal. */
    void would(Pending file) throws IOException {
        wants.forget(file);
        replies.would(file.entry);
        ends.lessPending(file.directory);
        replies.flush(); // the sender is in the middle of it
    }

    private void keepTime(SenderMessage.Entry entry, FileName path) throws IOException {
        if (options.preserve()) {
            directories
                    .parent(destination.root(), path)
                    .setTimes(path.last(), entry.mtime(), entry.mtimeNanos());
        }
    }
}
