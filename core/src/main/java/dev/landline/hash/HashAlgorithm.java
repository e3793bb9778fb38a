package dev.landline.hash;

import java.util.Optional;

/** A function from a file's bytes to a short value. */
public enum HashAlgorithm {
    /**
     * XXH3 with 128 bits. Finds every accident at the speed of memory; whoever can choose the bytes
     * can make others with the same value.
     */
    XXH3_128("xxh3-128"),
    /** SHA-256. Source: FIPS 180-4. */
    SHA_256("sha256");

    private final String wire;

    HashAlgorithm(String wire) {
        this.wire = wire;
    }

    /**
     * Its name in headers and in front of a value.
     *
     * @return lower case letters, digits and {@code -}
     */
    public String wire() {
        return wire;
    }

    /**
     * Finds an algorithm by that name.
     *
     * @param name as {@link #wire} gives it
     * @return empty where no algorithm has that name
     */
    public static Optional<HashAlgorithm> fromWire(String name) {
        for (HashAlgorithm algorithm : values()) {
            if (algorithm.wire.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
