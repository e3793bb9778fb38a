package dev.landline.transfer;

import dev.landline.file.FileException;
import dev.landline.file.FileName;
import java.util.Optional;

/**
 * What the receiver of files says, on the stream {@code answer}. Source: {@code spec/PROTOCOL.md},
 * section 6.10.
 */
public sealed interface ReceiverMessage {

    /**
     * What the path of the destination means; the first thing that is said. Whoever goes on after a
     * broken connection asks for the same, since by then there may be a directory of that name.
     *
     * @param named whether it is the name of the one thing that comes, and not a directory to put
     *     things into
     */
    record Placed(boolean named) implements ReceiverMessage {}

    /**
     * Send the content. A body describes a file that the receiver has and that may be like it.
     *
     * @param n which file
     * @param offset how many bytes of it the receiver has already
     * @param hash of these; empty where it has none
     */
    record Want(long n, long offset, Optional<String> hash) implements ReceiverMessage {}

    /**
     * A part of the description of a file, too long for the body of the {@code want} that follows.
     *
     * @param n which file it may be like
     */
    record Basis(long n) implements ReceiverMessage {}

    /**
     * It is there already, as it should be.
     *
     * @param n which entry
     */
    record Same(long n) implements ReceiverMessage {}

    /**
     * It would have been written, were this not a rehearsal.
     *
     * @param n which entry
     */
    record Would(long n) implements ReceiverMessage {}

    /**
     * Entries are there, under their names.
     *
     * @param n the first
     * @param count how many that follow each other
     */
    record Done(long n, long count) implements ReceiverMessage {}

    /**
     * An entry is not there, and the rest goes on.
     *
     * @param n which
     * @param reason why
     * @param message the same for people
     */
    record Failed(long n, FileException.Reason reason, String message) implements ReceiverMessage {}

    /**
     * Something that the sender does not have was removed, or would have been.
     *
     * @param name its path beneath the destination
     */
    record Deleted(FileName name) implements ReceiverMessage {}

    /**
     * Something went wrong that is not about an entry.
     *
     * @param name its path
     * @param reason why
     * @param message the same for people
     */
    record Problem(FileName name, FileException.Reason reason, String message)
            implements ReceiverMessage {}

    /** Everything that the sender named has been answered. */
    record Finished() implements ReceiverMessage {}
}
