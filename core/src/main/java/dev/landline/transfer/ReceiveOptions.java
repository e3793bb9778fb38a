package dev.landline.transfer;

import dev.landline.hash.HashAlgorithm;
import dev.landline.select.Exclusions;

/**
 * How files are received.
 *
 * @param recursive whether directories are taken
 * @param preserve whether modes and times are kept
 * @param compare when a file counts as there already
 * @param delete whether what the sender does not have is removed
 * @param dryRun whether everything is only said and nothing done
 * @param delta whether a file that has changed may come as a difference
 * @param exclude what is never removed
 * @param anyLinks whether symbolic links may lead out of the tree that they are in
 * @param hash what contents are checked by
 * @param flush whether files are on the disk before they take their names
 */
public record ReceiveOptions(
        boolean recursive,
        boolean preserve,
        Compare compare,
        boolean delete,
        boolean dryRun,
        boolean delta,
        Exclusions exclude,
        boolean anyLinks,
        HashAlgorithm hash,
        boolean flush) {}
