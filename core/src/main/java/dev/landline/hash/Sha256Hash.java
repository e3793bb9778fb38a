package dev.landline.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** The JDK's own. */
final class Sha256Hash implements FileHash {

    private final MessageDigest digest;

    Sha256Hash() {
        this(begin());
    }

    private Sha256Hash(MessageDigest digest) {
        this.digest = digest;
    }

    private static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every JDK has it.
        }
    }

    private MessageDigest duplicate() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(
                    "expected a SHA-256 that can be copied, got " + digest.getProvider(), e);
        }
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        digest.update(bytes, offset, length);
    }

    @Override
    public String value() {
        return HashAlgorithm.SHA_256.wire() + ":" + HexFormat.of().formatHex(duplicate().digest());
    }

    @Override
    public FileHash copy() {
        return new Sha256Hash(duplicate());
    }

    @Override
    public void reset() {
        digest.reset();
    }
}
