package dev.landline.transfer;

import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.util.OptionalLong;

/**
 * Hears how a transfer goes. Called on the transfer's own threads, one call at a time, which it
 * must not hold up. Names are what the sender calls things.
 */
public interface TransferListener {

    /** Hears nothing. */
    TransferListener NONE = new TransferListener() {};

    /**
     * A file's content begins to flow, or begins again.
     *
     * @param name the file
     * @param offset how much of it is there already
     * @param size its bytes; empty where nobody knows
     */
    default void begun(FileName name, long offset, OptionalLong size) {}

    /**
     * Content has flowed.
     *
     * @param bytes how far the file has got, of its own bytes
     * @param moved how many bytes went over the line for that, since the last call
     */
    default void progress(long bytes, long moved) {}

    /**
     * Something is there now, under its name.
     *
     * @param name what
     * @param kind what it is
     * @param size its bytes
     */
    default void done(FileName name, FileKind kind, long size) {}

    /**
     * Something was there already.
     *
     * @param name what
     * @param kind what it is
     * @param size its bytes
     */
    default void same(FileName name, FileKind kind, long size) {}

    /**
     * Something would have been written, were this not a rehearsal.
     *
     * @param name what
     * @param kind what it is
     * @param size its bytes
     */
    default void would(FileName name, FileKind kind, long size) {}

    /**
     * Something was removed from the destination, or would have been.
     *
     * @param name what
     */
    default void deleted(FileName name) {}

    /**
     * Something did not work; the rest goes on.
     *
     * @param name what it is about
     * @param reason why
     * @param message the same for people; made by the other side perhaps, and not to be printed
     *     without making it harmless
     */
    default void failed(FileName name, FileException.Reason reason, String message) {}

    /**
     * How much there is altogether.
     *
     * @param files how many files
     * @param bytes how many bytes in them
     * @param complete false while it is still being counted
     */
    default void total(long files, long bytes, boolean complete) {}
}
