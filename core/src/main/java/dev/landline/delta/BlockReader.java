package dev.landline.delta;

import java.io.IOException;

/** A file to read from at any place. */
@FunctionalInterface
public interface BlockReader {

    /**
     * Reads bytes.
     *
     * @param target where to put them
     * @param offset where they begin in the array
     * @param length how many at most, 1 or more
     * @param position of the first in the file
     * @return how many were read, 1 or more; -1 at the end of the file
     * @throws IOException where the file cannot be read
     */
    int read(byte[] target, int offset, int length, long position) throws IOException;
}
