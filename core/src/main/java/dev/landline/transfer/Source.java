package dev.landline.transfer;

import dev.landline.file.FileName;

/**
 * One thing that is to be sent.
 *
 * @param number which of the things asked for it belongs to; several, where a pattern stood for
 *     them: these come sorted by what they are called
 * @param parent the directory that it is in
 * @param name its name there
 * @param as what it is called on the way; {@code .} where the receiver's destination itself is to
 *     become it
 * @param follow whether it is a link to a file, which is sent in its place
 */
public record Source(int number, Root parent, FileName name, FileName as, boolean follow) {}
