package dev.landline.identity;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the passphrase of a private key comes from: a terminal, a dialogue, a secret store. */
@FunctionalInterface
public interface PassphraseSource {

    /** How often a source is asked before a key is given up. */
    int MAX_ATTEMPTS = 3;

    /**
     * Gives the passphrase of a key. Called only for a key that has one, on the thread that loads
     * the key, and again after a wrong answer.
     *
     * @param file the private key's file, to be shown to the person who is asked
     * @param attempt 1 for the first time, at most {@link #MAX_ATTEMPTS}
     * @return the passphrase, which the caller overwrites with zeros after use; null to give up
     * @throws IOException if asking failed; the loading of the key fails with it
     */
    char @Nullable [] passphrase(Path file, int attempt) throws IOException;

    /**
     * For programs that nobody sits in front of.
     *
     * @return a source that has no passphrase to give: only unprotected keys can be loaded
     */
    static PassphraseSource none() {
        return (file, attempt) -> null;
    }
}
