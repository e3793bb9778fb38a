package dev.landline.identity;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Arrays;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.jspecify.annotations.Nullable;

/**
 * A private key in OpenSSH's own format, {@code openssh-key-v1} (OpenSSH, {@code PROTOCOL.key}).
 * Only the head is looked at here, for clear messages; Bouncy Castle reads an unprotected key, MINA
 * SSHD a protected one.
 */
final class OpenSshPrivateKey implements StoredKey {

    static final String LABEL = "OPENSSH PRIVATE KEY";

    /** More would take minutes over each use of the key, and is more than MINA SSHD takes. */
    static final int MAX_ROUNDS = 255;

    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final String NONE = "none";

    private final byte[] content;
    private final byte[] publicBlob;
    private final boolean locked;

    private OpenSshPrivateKey(byte[] content, byte[] publicBlob, boolean locked) {
        this.content = content;
        this.publicBlob = publicBlob;
        this.locked = locked;
    }

    static OpenSshPrivateKey read(byte[] data) throws KeyFormatException {
        BlobReader in = new BlobReader(data);
        if (in.remaining() < MAGIC.length || !Arrays.equals(in.raw(MAGIC.length, "mark"), MAGIC)) {
            throw new KeyFormatException("damaged: the mark 'openssh-key-v1' is missing");
        }
        boolean locked = !in.text("the cipher").equals(NONE);
        in.string("the key derivation");
        byte[] options = in.string("the options of the key derivation");
        int keys = in.uint32("the number of keys");
        if (keys != 1) {
            throw new KeyFormatException(
                    "expected one key in the file, got " + Integer.toUnsignedLong(keys));
        }
        byte[] publicBlob = in.string("the public key");
        in.string("the private key");
        if (locked) {
            checkRounds(new BlobReader(options));
        }
        return new OpenSshPrivateKey(data, publicBlob, locked);
    }

    private static void checkRounds(BlobReader options) throws KeyFormatException {
        options.string("the salt");
        int rounds = options.uint32("the rounds");
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw new KeyFormatException(
                    "expected 1 to %d rounds of bcrypt, got %d; ssh-keygen -p -a 100 -f FILE sets them"
                            .formatted(MAX_ROUNDS, Integer.toUnsignedLong(rounds)));
        }
    }

    @Override
    public boolean isProtected() {
        return locked;
    }

    @Override
    public @Nullable IdentityKey open(char[] passphrase) throws KeyFormatException {
        // Before anything costly: a public key of a kind that is not taken ends it here.
        PublicKeyBlob.decode(publicBlob);
        KeyPair pair;
        if (!locked) {
            pair = KeyPairs.of(parse());
        } else if (passphrase.length == 0) {
            return null;
        } else {
            pair = MinaKeys.read(PemBlock.write(LABEL, content), passphrase);
        }
        if (pair == null) {
            return null;
        }
        if (!Arrays.equals(PublicKeyBlob.encode(pair.getPublic()), publicBlob)) {
            throw new KeyFormatException(
                    "damaged: the public and the private part are of different keys");
        }
        return IdentityKey.of(pair, "");
    }

    private AsymmetricKeyParameter parse() throws KeyFormatException {
        try {
            return OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(content);
        } catch (RuntimeException e) {
            throw new KeyFormatException("truncated or damaged: " + e.getMessage(), e);
        }
    }
}
