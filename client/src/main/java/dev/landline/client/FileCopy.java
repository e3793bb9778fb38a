package dev.landline.client;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.file.FileException;
import dev.landline.hash.HashAlgorithm;
import dev.landline.select.Exclusions;
import dev.landline.transfer.Compare;
import dev.landline.transfer.PutRequest;
import dev.landline.transfer.ReceiveOptions;
import dev.landline.transfer.SendOptions;
import dev.landline.transfer.SharedBlocks;
import dev.landline.transfer.TransferListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A copy of files between this machine and a server, or between two servers, before it begins. Each
 * method changes it and returns it. Not safe for use by several threads.
 *
 * <p>A file takes its name at the destination only when all of it has come and its hash is right.
 * What stands in its way is told to the listener, and the rest goes on. When the connection breaks
 * it is made anew, for as long as {@link LandlineBuilder#reconnect} says, and the copy goes on
 * where it was; a copy that is begun once more, after this process was killed perhaps, goes on with
 * the file that it had come to.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, sections 6.7 to 6.10.
 */
public final class FileCopy {

    private final CopyRoute route;
    private boolean recursive;
    private boolean preserve;
    private boolean follow;
    private boolean anyLinks;
    private boolean contents;
    private boolean globs = true;
    private boolean intoDirectory;
    private Compare compare = Compare.ALWAYS;
    private boolean delete;
    private boolean dryRun;
    private boolean delta;
    private boolean flush = true;
    private boolean totals;
    private Exclusions exclude = Exclusions.none();
    private HashAlgorithm hash = HashAlgorithm.XXH3_128;
    private OptionalLong limit = OptionalLong.empty();
    private TransferListener listener = TransferListener.NONE;
    private Optional<SharedBlocks> shared = Optional.empty();

    FileCopy(CopyRoute route) {
        this.route = route;
    }

    /**
     * Whether directories are copied, with all that is in them. Default: they are refused.
     *
     * @param yes whether they are
     * @return this
     */
    public FileCopy recursive(boolean yes) {
        recursive = yes;
        return this;
    }

    /**
     * Whether modes and times of modification are kept. Default: new files get the source's
     * permissions less the receiver's umask, and files that are replaced keep theirs.
     *
     * @param yes whether they are
     * @return this
     */
    public FileCopy preserve(boolean yes) {
        preserve = yes;
        return this;
    }

    /**
     * Whether what a symbolic link in a tree leads to is copied in its place. Default: links stay
     * links.
     *
     * @param yes whether links are followed
     * @return this
     */
    public FileCopy followLinks(boolean yes) {
        follow = yes;
        return this;
    }

    /**
     * Whether symbolic links are taken that lead out of the tree which they are in. Default: they
     * are refused.
     *
     * @param yes whether they are taken
     * @return this
     */
    public FileCopy anyLinks(boolean yes) {
        anyLinks = yes;
        return this;
    }

    /**
     * Whether the destination itself becomes like the one directory that is copied. Default: the
     * directory is put into a destination that is there.
     *
     * @param yes whether its contents are copied
     * @return this
     */
    public FileCopy contents(boolean yes) {
        contents = yes;
        return this;
    }

    /**
     * Whether the destination must be a directory that is there. Default: where it is none, it is
     * the new name of the one thing that is copied.
     *
     * @param yes whether it must be
     * @return this
     */
    public FileCopy intoDirectory(boolean yes) {
        intoDirectory = yes;
        return this;
    }

    /**
     * Whether patterns in the paths of a server stand for what they match there. Default: yes.
     *
     * @param yes whether they do
     * @return this
     */
    public FileCopy globs(boolean yes) {
        globs = yes;
        return this;
    }

    /**
     * When a file counts as there already. Default: never.
     *
     * @param by what is compared
     * @return this
     */
    public FileCopy compare(Compare by) {
        compare = by;
        return this;
    }

    /**
     * Whether what the source does not have is removed from directories at the destination.
     * Default: no. A directory that could not be read to its end is left alone.
     *
     * @param yes whether it is
     * @return this
     */
    public FileCopy delete(boolean yes) {
        delete = yes;
        return this;
    }

    /**
     * Whether everything is only said, and nothing done. Default: no.
     *
     * @param yes whether it is a rehearsal
     * @return this
     */
    public FileCopy dryRun(boolean yes) {
        dryRun = yes;
        return this;
    }

    /**
     * Whether a large file that has changed may travel as a difference to the one that is there.
     * That saves bytes and costs reading both. Default: no.
     *
     * @param yes whether it may
     * @return this
     */
    public FileCopy delta(boolean yes) {
        delta = yes;
        return this;
    }

    /**
     * Whether files are on the receiver's disk before they take their names. Default: yes.
     *
     * @param yes whether they are; otherwise a crash of the machine may leave them empty
     * @return this
     */
    public FileCopy flush(boolean yes) {
        flush = yes;
        return this;
    }

    /**
     * Whether everything is counted while the copy begins, for {@link TransferListener#total}.
     * Default: no.
     *
     * @param yes whether it is
     * @return this
     */
    public FileCopy totals(boolean yes) {
        totals = yes;
        return this;
    }

    /**
     * What is left out of directories, and not removed from the destination. Default: nothing.
     *
     * @param lines patterns as in {@code .gitignore}, relative to the top of what is copied; later
     *     ones win
     * @return this
     * @throws IllegalArgumentException where a line is no pattern
     */
    public FileCopy exclude(List<String> lines) {
        exclude = Exclusions.of(lines);
        return this;
    }

    /**
     * What contents are checked by. Default: {@link HashAlgorithm#XXH3_128}, which is enough
     * against accidents; {@link HashAlgorithm#SHA_256} costs about as much as the encryption.
     *
     * @param algorithm the hash
     * @return this
     */
    public FileCopy hash(HashAlgorithm algorithm) {
        hash = algorithm;
        return this;
    }

    /**
     * How fast it may go at most. Default: as fast as it does.
     *
     * @param bytesPerSecond bytes of content in a second, 1 or more
     * @return this
     * @throws IllegalArgumentException where it is less
     */
    public FileCopy limit(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException(
                    "limit: expected 1 byte per second or more, got " + bytesPerSecond);
        }
        limit = OptionalLong.of(bytesPerSecond);
        return this;
    }

    /**
     * Has the files of this machine be read once for several copies that run at the same time, to
     * several servers. Default: each copy reads them.
     *
     * @param blocks what the copies share
     * @return this
     */
    public FileCopy sharing(SharedBlocks blocks) {
        shared = Optional.of(blocks);
        return this;
    }

    /**
     * Who hears how it goes. Default: nobody.
     *
     * @param hears called on threads of the copy, one call at a time
     * @return this
     */
    public FileCopy listener(TransferListener hears) {
        listener = hears;
        return this;
    }

    /**
     * Copies, and returns when everything is there or was told to the listener as failed.
     *
     * @return what came of it
     * @throws ChannelException where a server refuses
     * @throws ConnectionException where the connection is gone and could not be made anew
     * @throws FileException where this machine's side of the copy cannot be used at all
     * @throws IOException where a stream that is copied from or to fails
     * @throws InterruptedException if the thread is interrupted; what was under way is left for a
     *     later copy to go on with
     */
    public TransferResult run() throws IOException, InterruptedException {
        Tally tally = new Tally(listener);
        route.run(this, tally);
        return tally.result();
    }

    SendOptions sending() {
        return new SendOptions(
                recursive,
                follow,
                exclude,
                hash,
                compare == Compare.ALWAYS && !dryRun,
                limit,
                totals,
                Optional.empty());
    }

    ReceiveOptions receiving() {
        return new ReceiveOptions(
                recursive, preserve, compare, delete, dryRun, delta, exclude, anyLinks, hash,
                flush);
    }

    Optional<SharedBlocks> shared() {
        return shared;
    }

    boolean contents() {
        return contents;
    }

    boolean globs() {
        return globs;
    }

    PutRequest.Place place() {
        return intoDirectory ? PutRequest.Place.DIRECTORY : PutRequest.Place.AUTO;
    }

    /**
     * Whether a copy that was cut begins at the beginning: what is removed from a directory is
     * known only when all that is in it has been named.
     */
    boolean startsOver() {
        return delete;
    }
}
