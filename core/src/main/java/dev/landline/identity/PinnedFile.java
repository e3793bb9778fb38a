package dev.landline.identity;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that was looked up once and stays the same from there on, whatever comes to stand under
 * its name. For files that somebody may want to exchange while they are looked at.
 */
public interface PinnedFile extends AutoCloseable {

    /** Looks files up. */
    @FunctionalInterface
    interface Finder {
        /**
         * Looks a file up, without opening it for reading: that could wait without end, as in a
         * named pipe, or do something, as in a device.
         *
         * @param file its name, which may lead through symbolic links
         * @return the file; whoever got it closes it
         * @throws java.nio.file.NoSuchFileException where it is not there
         * @throws IOException where it cannot be looked up
         */
        PinnedFile find(Path file) throws IOException;

        /** Believes names: for files where only this process's account and root can change them. */
        Finder BY_NAME = file -> named(file.toRealPath());
    }

    /**
     * A path that leads to the file as long as this is not closed.
     *
     * @return such as {@code /proc/self/fd/7}
     */
    Path path();

    @Override
    void close();

    private static PinnedFile named(Path real) {
        return new PinnedFile() {
            @Override
            public Path path() {
                return real;
            }

            @Override
            public void close() {
                // A name is not held.
            }
        };
    }
}
