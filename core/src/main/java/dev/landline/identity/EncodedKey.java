package dev.landline.identity;

import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The part {@code type base64 comment} of a line, as it stands in public key files, authorized keys
 * and known hosts. The key is not decoded: files may name kinds of keys that Landline does not
 * know.
 *
 * @param type the name of the key type, the same in the text and in the bytes
 * @param blob the key in SSH's encoding, which serves as its identity; read-only
 * @param comment what follows, trimmed; may be empty
 */
record EncodedKey(String type, ByteBuffer blob, String comment) {

    /** Reads from the start of the text; null where no key begins there. */
    static @Nullable EncodedKey find(String text) {
        int typeEnd = endOfWord(text, 0);
        int blobStart = skipBlanks(text, typeEnd);
        int blobEnd = endOfWord(text, blobStart);
        String type = text.substring(0, typeEnd);
        byte[] blob = decode(text.substring(blobStart, blobEnd));
        if (blob == null || !isOfType(blob, type)) {
            return null;
        }
        return new EncodedKey(type, readOnly(blob), text.substring(blobEnd).strip());
    }

    static EncodedKey of(PublicKey key) throws KeyFormatException {
        return new EncodedKey(KeyType.of(key).sshName(), readOnly(PublicKeyBlob.encode(key)), "");
    }

    boolean isSameAs(EncodedKey other) {
        return blob.equals(other.blob);
    }

    Fingerprint fingerprint() {
        return Fingerprint.ofBlob(bytes());
    }

    PublicKey decode() throws KeyFormatException {
        return PublicKeyBlob.decode(bytes());
    }

    private byte[] bytes() {
        byte[] bytes = new byte[blob.remaining()];
        blob.duplicate().get(bytes);
        return bytes;
    }

    private static ByteBuffer readOnly(byte[] bytes) {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    private static byte @Nullable [] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isOfType(byte[] blob, String type) {
        try {
            return !type.isEmpty() && new BlobReader(blob).text("the key type").equals(type);
        } catch (KeyFormatException e) {
            return false;
        }
    }

    static int endOfWord(String text, int from) {
        int at = from;
        while (at < text.length() && !isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
