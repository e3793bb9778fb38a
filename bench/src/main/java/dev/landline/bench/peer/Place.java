package dev.landline.bench.peer;

import dev.landline.identity.IdentityKey;
import dev.landline.identity.PassphraseSource;
import dev.landline.identity.PrivateKeyFile;
import dev.landline.identity.PublicKeyLine;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a server is and what gets in there.
 *
 * @param host its address
 * @param port its port
 * @param user an account there
 * @param directory with {@code key}, which may log in, and {@code host.pub} of the server
 */
public record Place(String host, int port, String user, Path directory) {

    /** How many words of a command line one takes. */
    public static final int WORDS = 4;

    /**
     * Reads one.
     *
     * @param words a command line
     * @param from where its four words begin
     * @return the place
     */
    public static Place of(String[] words, int from) {
        return new Place(
                words[from],
                Integer.parseInt(words[from + 1]),
                words[from + 2],
                Path.of(words[from + 3]));
    }

    /**
     * Reads a private key that nothing protects.
     *
     * @param file as {@code ssh-keygen} writes it
     * @return the key
     * @throws IOException where there is none, or a passphrase is needed
     */
    public static IdentityKey key(Path file) throws IOException {
        return PrivateKeyFile.load(file, PassphraseSource.none());
    }

    IdentityKey key() throws IOException {
        return key(keyFile());
    }

    Path keyFile() {
        return directory.resolve("key");
    }

    PublicKeyLine hostKey() throws IOException {
        return PublicKeyLine.read(directory.resolve("host.pub"));
    }
}
