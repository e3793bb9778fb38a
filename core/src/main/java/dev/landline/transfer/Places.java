package dev.landline.transfer;

import dev.landline.file.Directory;
import dev.landline.file.FileName;
import java.io.IOException;

/** Where the paths that somebody has written lead to. */
public interface Places {

    /**
     * Whether a path has no name of its own at its end: {@code .}, {@code ..}, {@code ~} or {@code
     * /}. What it leads to keeps the name that it gets elsewhere.
     *
     * @param path as it was written
     * @return true where nothing could be called so
     */
    static boolean isNameless(FileName path) {
        return switch (path.last().text()) {
            case ".", "..", "~", "/" -> true;
            default -> false;
        };
    }

    /**
     * Opens a directory. Links in the path are followed, since whoever asks has written it.
     *
     * @param path as it was written
     * @return a handle, which the caller closes
     * @throws dev.landline.file.FileException where it cannot be opened
     * @throws IOException where it may not be
     */
    Directory open(FileName path) throws IOException;

    /**
     * Whether links may lead anywhere.
     *
     * @return false where there is a limit that they could lead out of
     */
    boolean unlimited();
}
