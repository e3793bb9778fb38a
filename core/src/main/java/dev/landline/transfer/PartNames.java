package dev.landline.transfer;

import dev.landline.file.FileName;
import dev.landline.hash.FileHash;
import dev.landline.hash.HashAlgorithm;

/**
 * The names of files that are not complete. Such a name follows from the final one, so that a
 * second transfer finds what a first has left.
 */
final class PartNames {

    private static final String PREFIX = ".landline-";
    private static final String SUFFIX = ".part";
    private static final int DIGITS = 32;
    private static final int LENGTH = PREFIX.length() + DIGITS + SUFFIX.length();

    private final FileHash hash = FileHash.of(HashAlgorithm.XXH3_128);

    /** What a file is called until it is complete. */
    FileName of(FileName name) {
        byte[] bytes = name.bytes();
        hash.reset();
        hash.update(bytes, 0, bytes.length);
        String value = hash.value();
        return ofDigits(value.substring(value.indexOf(':') + 1));
    }

    static FileName ofDigits(String digits) {
        return FileName.of(PREFIX + digits + SUFFIX);
    }

    /** Whether a name is one of these. No sender sends such a file, and no receiver takes it. */
    static boolean matches(FileName name) {
        if (name.length() != LENGTH || !name.isUtf8()) {
            return false;
        }
        String text = name.text();
        if (!text.startsWith(PREFIX) || !text.endsWith(SUFFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < PREFIX.length() + DIGITS; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
