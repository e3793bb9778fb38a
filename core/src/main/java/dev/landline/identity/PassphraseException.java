package dev.landline.identity;

/** A private key is protected by a passphrase, and the right one was not given. */
public final class PassphraseException extends KeyFileException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message the file, and whether a passphrase was missing or wrong
     */
    public PassphraseException(String message) {
        super(message, null);
    }
}
