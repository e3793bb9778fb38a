package dev.landline.transfer;

import dev.landline.file.FileKind;
import dev.landline.file.FileName;

/**
 * An entry that has been named and not been answered for good.
 *
 * @param n its number
 * @param source where it belongs to
 * @param path what it is called on the way
 * @param kind what it is
 * @param size its bytes when it was named
 */
record Item(long n, Source source, FileName path, FileKind kind, long size) {
    Position position() {
        return new Position(source.number(), path);
    }
}
