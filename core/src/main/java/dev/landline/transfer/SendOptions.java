package dev.landline.transfer;

import dev.landline.hash.HashAlgorithm;
import dev.landline.select.Exclusions;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How files are sent.
 *
 * @param recursive whether directories are sent with all that is in them
 * @param follow whether what a symbolic link leads to is sent in its place
 * @param exclude what is left out of directories
 * @param hash what contents are checked by
 * @param eager whether small files are sent at once, not only when they are wanted
 * @param limit the most bytes of content in a second; empty for as fast as it goes
 * @param totals whether everything is counted beforehand, for a progress bar
 * @param after where an earlier transfer had got to; empty to begin at the beginning
 */
public record SendOptions(
        boolean recursive,
        boolean follow,
        Exclusions exclude,
        HashAlgorithm hash,
        boolean eager,
        OptionalLong limit,
        boolean totals,
        Optional<Position> after) {

    /**
     * The same, going on where an earlier transfer ended.
     *
     * @param position up to where everything was dealt with; empty for the beginning
     * @return a copy
     */
    public SendOptions goingOn(Optional<Position> position) {
        return new SendOptions(recursive, follow, exclude, hash, eager, limit, totals, position);
    }
}
