package dev.landline.identity;

import java.nio.file.Path;

/**
 * A line of {@code authorized_keys} that lets a key in.
 *
 * @param file the file
 * @param line the line's number, from 1
 * @param fingerprint the key's fingerprint
 * @param comment what follows the key, fit to be shown; may be empty
 * @param options what the key may do
 */
public record AuthorizedKey(
        Path file, int line, Fingerprint fingerprint, String comment, KeyOptions options) {}
