package dev.landline.identity;

import org.jspecify.annotations.Nullable;

/** A private key as a file holds it, perhaps under a passphrase. */
sealed interface StoredKey permits OpenSshPrivateKey, PemPrivateKey {

    /** Whether a passphrase is needed. */
    boolean isProtected();

    /** Gives the key; null if the passphrase is wrong. One that is not needed is ignored. */
    @Nullable IdentityKey open(char[] passphrase) throws KeyFormatException;

    /** Reads the text of a private key's file. */
    static StoredKey parse(String text) throws KeyFormatException {
        PemBlock block = PemBlock.read(text);
        return block.label().equals(OpenSshPrivateKey.LABEL)
                ? OpenSshPrivateKey.read(block.content())
                : PemPrivateKey.read(text.stripLeading(), block.label());
    }
}
