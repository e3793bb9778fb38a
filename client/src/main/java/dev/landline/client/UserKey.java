package dev.landline.client;

import dev.landline.identity.IdentityKey;
import dev.landline.identity.PassphraseSource;
import dev.landline.identity.PrivateKeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the key that a user is known by, and makes one where there is none. */
public final class UserKey {

    private UserKey() {}

    /**
     * A user's key and whether it is new.
     *
     * @param key the key
     * @param created whether it was made just now
     */
    public record Found(IdentityKey key, boolean created) {}

    /**
     * Loads the first key that is there; where there is none, makes {@code id_ed25519} in
     * Landline's own directory.
     *
     * @param files where to look
     * @param passphrases asked where a key is protected by one
     * @return the key
     * @throws IOException where the first key that is there cannot be used; the others are not
     *     tried, for the server knows one of them
     */
    public static Found find(UserFiles files, PassphraseSource passphrases) throws IOException {
        Optional<IdentityKey> existing = existing(files, passphrases);
        if (existing.isPresent()) {
            return new Found(existing.get(), false);
        }
        String comment = System.getProperty("user.name") + "@landline";
        var made = PrivateKeyFile.createIfAbsent(files.ownKey(), comment);
        return made.isPresent()
                ? new Found(made.get(), true)
                : new Found(PrivateKeyFile.load(files.ownKey(), passphrases), false);
    }

    /**
     * The same without making one.
     *
     * @param files where to look
     * @param passphrases asked where a key is protected by one
     * @return the first key that is there; empty where there is none
     * @throws IOException where that one cannot be used
     */
    public static Optional<IdentityKey> existing(UserFiles files, PassphraseSource passphrases)
            throws IOException {
        for (Path file : files.keys()) {
            if (Files.exists(file)) {
                return Optional.of(PrivateKeyFile.load(file, passphrases));
            }
        }
        return Optional.empty();
    }
}
