package dev.landline.transfer;

import dev.landline.file.FileName;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory whose entries are being received. For one thread. */
final class Entered {

    final SenderMessage.Entry entry;

    /** Where it is beneath the destination's root. */
    final FileName path;

    /** It could not be made, or would have been made. */
    final boolean absent;

    /** It could not be made. */
    final boolean failed;

    /** On the file system of the destination. */
    final boolean sameDevice;

    /** What the sender has in it; null where that does not matter. */
    final @Nullable Set<FileName> names;

    /** Files in it, and directories, that are not done. */
    int pending;

    /** It was made by this transfer. */
    boolean made;

    boolean left;
    boolean complete;

    final @Nullable Entered parent;

    Entered(
            SenderMessage.Entry entry,
            FileName path,
            @Nullable Entered parent,
            boolean absent,
            boolean failed,
            boolean sameDevice,
            boolean keepNames) {
        this.entry = entry;
        this.path = path;
        this.parent = parent;
        this.absent = absent;
        this.failed = failed;
        this.sameDevice = sameDevice;
        this.names = keepNames ? new HashSet<>() : null;
    }

    void named(FileName name) {
        if (names != null) {
            names.add(name);
        }
    }
}
