package dev.landline.transfer;

import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the sender of files says, on the stream {@code file}. Source: {@code spec/PROTOCOL.md},
 * section 6.10.
 */
public sealed interface SenderMessage {

    /**
     * Something that there is. Entries come in the order of the walk: a directory before what is in
     * it, names sorted by their bytes.
     *
     * @param n its number, from 0 on, without gaps
     * @param source which of the things asked for it belongs to, from 0 on
     * @param name its path beneath the destination; {@code .} for the destination itself
     * @param kind what it is; never {@link FileKind#OTHER}
     * @param size bytes of a file; empty where nobody knows yet
     * @param mode permission bits, 0 to 07777
     * @param mtime when it was modified, seconds since 1970
     * @param mtimeNanos and nanoseconds
     * @param target where a link leads
     * @param hash of a small file that travels along as the body; empty where it is sent when
     *     wanted
     */
    record Entry(
            long n,
            int source,
            FileName name,
            FileKind kind,
            OptionalLong size,
            int mode,
            long mtime,
            int mtimeNanos,
            Optional<FileName> target,
            Optional<String> hash)
            implements SenderMessage {}

    /**
     * The content of a file begins, or begins again.
     *
     * @param n which file
     * @param offset the first byte that comes; what the receiver has before it is right
     * @param size bytes of the file as it is now; empty where nobody knows yet
     * @param mode as it is now
     * @param mtime as it is now
     * @param mtimeNanos as it is now
     */
    record Begin(long n, long offset, OptionalLong size, int mode, long mtime, int mtimeNanos)
            implements SenderMessage {}

    /** The next bytes of the file; they are the body. */
    record Data() implements SenderMessage {}

    /**
     * Zeros.
     *
     * @param size how many
     */
    record Hole(long size) implements SenderMessage {}

    /**
     * Bytes that the receiver has in the file that it described.
     *
     * @param from where they are there
     * @param size how many
     */
    record Copy(long from, long size) implements SenderMessage {}

    /**
     * The content is complete.
     *
     * @param size its bytes
     * @param hash of all of them
     */
    record End(long size, String hash) implements SenderMessage {}

    /**
     * The file will not come, or not any further.
     *
     * @param n which
     * @param reason why
     * @param message the same for people
     */
    record GivenUp(long n, FileException.Reason reason, String message) implements SenderMessage {}

    /**
     * All entries in a directory have been named.
     *
     * @param n the directory
     * @param complete whether all that is in it could be read
     */
    record Left(long n, boolean complete) implements SenderMessage {}

    /**
     * Something that could not become an entry.
     *
     * @param name its path
     * @param reason why
     * @param message the same for people
     */
    record Problem(FileName name, FileException.Reason reason, String message)
            implements SenderMessage {}

    /**
     * How much there is altogether, as far as was counted.
     *
     * @param files how many files
     * @param bytes how many bytes in them
     * @param complete whether everything was counted
     */
    record Total(long files, long bytes, boolean complete) implements SenderMessage {}

    /**
     * Nothing comes until something is answered: what the receiver holds back, it should settle.
     */
    record Waiting() implements SenderMessage {}

    /** Nothing comes any more. */
    record Finished() implements SenderMessage {}
}
