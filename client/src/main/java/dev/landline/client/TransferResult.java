package dev.landline.client;

/**
 * What came of a transfer.
 *
 * @param done things that are there now: files, directories and links
 * @param same things that were there already
 * @param would things that would have been written, were it not a rehearsal
 * @param deleted things that were removed, or would have been
 * @param failed things that did not work; the listener was told each
 * @param bytes in the files that are there now
 * @param moved bytes of content that went over the line; of what was under way when a connection
 *     broke, not all may be counted
 */
public record TransferResult(
        long done, long same, long would, long deleted, long failed, long bytes, long moved) {

    /**
     * Whether everything worked.
     *
     * @return true where nothing failed
     */
    public boolean isComplete() {
        return failed == 0;
    }
}
