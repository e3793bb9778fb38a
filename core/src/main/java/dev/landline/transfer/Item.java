package dev.landline.transfer;

import dev.landline.file.Directory;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.io.IOException;

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
    /** Of an entry that the other side has named: there is nothing here to send it from. */
    static Item of(SenderMessage.Entry entry) {
        return new Item(
                entry.n(),
                new Source(entry.source(), Item::elsewhere, entry.name(), entry.name(), false),
                entry.name(),
                entry.kind(),
                entry.size().orElse(0));
    }

    private static Directory elsewhere() throws IOException {
        throw new IOException("it is at the other side");
    }

    Position position() {
        return new Position(source.number(), path);
    }
}
