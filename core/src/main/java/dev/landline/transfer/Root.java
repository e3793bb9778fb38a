package dev.landline.transfer;

import dev.landline.file.Directory;
import java.io.IOException;

/** A directory that a transfer starts from. */
@FunctionalInterface
public interface Root {
    /**
     * Opens it.
     *
     * @return a handle, which the caller closes
     * @throws IOException where it cannot be opened
     */
    Directory open() throws IOException;
}
