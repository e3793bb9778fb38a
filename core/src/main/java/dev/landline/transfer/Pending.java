package dev.landline.transfer;

import dev.landline.file.FileFacts;
import dev.landline.file.FileName;
import dev.landline.file.OpenFile;
import dev.landline.hash.FileHash;
import org.jspecify.annotations.Nullable;

/** A file whose content is wanted and is not complete. For one thread. */
final class Pending {

    final SenderMessage.Entry entry;

    /** Where it goes beneath the destination's root. */
    final FileName path;

    final @Nullable Entered directory;

    /** What has the name already. */
    final @Nullable FileFacts existing;

    int attempts;

    /** It holds what only few files may hold at once. */
    boolean costly;

    /** What there is of it, from an earlier transfer. */
    @Nullable PartFile part;

    /** The file that has the name, described to the sender. */
    @Nullable OpenFile basis;

    /** Of what there is; of the whole file that has the name where only that was asked. */
    @Nullable FileHash known;

    long knownBytes;

    /** Whether the whole of what is there may be right already. */
    boolean comparing;

    Pending(
            SenderMessage.Entry entry,
            FileName path,
            @Nullable Entered directory,
            @Nullable FileFacts existing) {
        this.entry = entry;
        this.path = path;
        this.directory = directory;
        this.existing = existing;
    }

    void forget() {
        if (part != null) {
            part.close();
            part = null;
        }
        if (basis != null) {
            basis.close();
            basis = null;
        }
        known = null;
        knownBytes = 0;
        comparing = false;
    }
}
