package dev.landline.server.auth;

/**
 * What an identity may do with the settings of the server. Each can do what those before it can.
 */
public enum SettingsAccess {
    /** Nothing. */
    NOTHING,
    /** List and get them. */
    READ,
    /** Set and unset them too. */
    WRITE;

    /**
     * The greater of two.
     *
     * @param other another one
     * @return the one that allows more
     */
    public SettingsAccess or(SettingsAccess other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
