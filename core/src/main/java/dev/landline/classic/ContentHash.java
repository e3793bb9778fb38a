package dev.landline.classic;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a body's bytes have to hash to: {@code sha256:} or {@code md5:} and hexadecimal digits. MD5
 * finds accidents only; whoever can change the bytes can make others with the same MD5. Source:
 * {@code spec/CLASSIC.md}, section 7.
 *
 * @param algorithm which function
 * @param hex its value in lower case
 */
public record ContentHash(Algorithm algorithm, String hex) {

    /** A hash function. */
    public enum Algorithm {
        /** SHA-256. Source: FIPS 180-4. */
        SHA256("SHA-256", 64),
        /** MD5. Source: RFC 1321. */
        MD5("MD5", 32);

        private final String javaName;
        private final int digits;

        Algorithm(String javaName, int digits) {
            this.javaName = javaName;
            this.digits = digits;
        }

        private boolean isValue(String hex) {
            return hex.length() == digits && hex.chars().allMatch(HexFormat::isHexDigit);
        }

        /**
         * Begins to hash.
         *
         * @return a new digest
         */
        public MessageDigest digest() {
            try {
                return MessageDigest.getInstance(javaName);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // Every JDK has both.
            }
        }
    }

    /** Checks the number of digits and takes them in lower case. */
    public ContentHash {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!algorithm.isValue(hex)) {
            throw new IllegalArgumentException(
                    "expected "
                            + algorithm.digits
                            + " hexadecimal digits behind "
                            + algorithm.name().toLowerCase(Locale.ROOT)
                            + ":");
        }
    }

    /**
     * What was hashed.
     *
     * @param algorithm the function
     * @param digest has taken all of the bytes; it is reset
     * @return the hash
     */
    public static ContentHash of(Algorithm algorithm, MessageDigest digest) {
        return new ContentHash(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Reads a hash as it stands in a header.
     *
     * @param text {@code sha256:…} or {@code md5:…}, or as many digits without a name
     * @return the hash
     * @throws IllegalArgumentException with what was expected
     */
    public static ContentHash parse(String text) {
        for (Algorithm algorithm : Algorithm.values()) {
            String prefix = algorithm.name().toLowerCase(Locale.ROOT) + ":";
            if (text.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                return new ContentHash(algorithm, text.substring(prefix.length()));
            }
            if (algorithm.isValue(text)) {
                return new ContentHash(algorithm, text);
            }
        }
        throw new IllegalArgumentException("expected sha256: or md5: and hexadecimal digits");
    }

    @Override
    public String toString() {
        return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
    }
}
