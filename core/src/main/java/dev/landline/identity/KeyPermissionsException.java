package dev.landline.identity;

/**
 * A private key's file can be read by others than its owner; {@code ssh} refuses such a key too.
 */
public final class KeyPermissionsException extends KeyFileException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message the file, its mode, and the command that mends it
     */
    public KeyPermissionsException(String message) {
        super(message, null);
    }
}
