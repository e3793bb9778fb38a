package dev.landline.transfer;

import dev.landline.file.Directory;
import dev.landline.file.FileException;
import dev.landline.file.FileFacts;
import dev.landline.file.FileName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Incomplete files that nobody has gone on with for long. */
final class LeftBehind {

    /** Whoever means to go on with a transfer has done so by then. */
    private static final Duration KEPT = Duration.ofDays(7);

    private LeftBehind() {}

    /** Removes them from a directory; what cannot be removed stays. */
    static void sweep(Directory directory, ByteBuffer direct) throws IOException {
        long oldest =
                TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()) - KEPT.toSeconds();
        try {
            for (FileName name : directory.names()) {
                if (PartNames.matches(name)) {
                    sweep(directory, name, oldest, direct);
                }
            }
        } catch (FileException e) {
            // A directory that may be written to and not be listed.
        }
    }

    private static void sweep(Directory directory, FileName name, long oldest, ByteBuffer direct)
            throws IOException {
        FileFacts facts = directory.factsOrNull(name);
        if (facts == null || facts.mtime() > oldest) {
            return;
        }
        try (PartFile part = PartFile.existing(directory, name, direct)) {
            if (part != null) {
                directory.remove(name);
            }
        }
    }
}
