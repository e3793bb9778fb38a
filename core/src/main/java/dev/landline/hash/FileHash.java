package dev.landline.hash;

/** A running hash. For one thread at a time. */
public interface FileHash {

    /**
     * Begins to hash.
     *
     * @param algorithm the function
     * @return the hash of no bytes
     */
    static FileHash of(HashAlgorithm algorithm) {
        return switch (algorithm) {
            case XXH3_128 -> new Xxh3Hash();
            case SHA_256 -> new Sha256Hash();
        };
    }

    /**
     * Adds bytes behind those that were added before.
     *
     * @param bytes holds them
     * @param offset where they begin in the array
     * @param length how many, 0 or more
     * @throws IndexOutOfBoundsException where the array does not hold as many
     */
    void update(byte[] bytes, int offset, int length);

    /**
     * The hash of all that was added so far; more may be added after it.
     *
     * @return the algorithm's {@link HashAlgorithm#wire name}, a colon, and the value in lower case
     *     hexadecimal digits: 32 behind {@code xxh3-128:}, in the canonical order that XXH's own
     *     tools print, and 64 behind {@code sha256:}
     */
    String value();

    /**
     * A second hash that has taken the same bytes and goes its own way from here.
     *
     * @return the copy
     */
    FileHash copy();

    /** Goes back to the hash of no bytes. */
    void reset();
}
