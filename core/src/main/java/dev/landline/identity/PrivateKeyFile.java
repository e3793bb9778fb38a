package dev.landline.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Private keys in files, as {@code ssh-keygen} writes and reads them.
 *
 * <p>Read are OpenSSH's own format and the older PEM formats (PKCS #1, SEC 1, PKCS #8), with and
 * without a passphrase; written is OpenSSH's own. Methods block on the file system and keep no
 * state.
 */
public final class PrivateKeyFile {

    /** The largest file that is read, in bytes, as in OpenSSH. */
    public static final int MAX_SIZE = 1 << 20;

    private PrivateKeyFile() {}

    /**
     * Reads a private key.
     *
     * @param file the private key's file
     * @param passphrases asked, on this thread, if the key is protected, up to {@link
     *     PassphraseSource#MAX_ATTEMPTS} times
     * @return the key pair and its comment
     * @throws KeyPermissionsException if the file is ours and others can read it
     * @throws PassphraseException if no passphrase was given, or none that was right
     * @throws KeyFormatException if the file is damaged, holds a kind of key that Landline does not
     *     take, or no private key
     * @throws IOException if the file cannot be read
     */
    public static IdentityKey load(Path file, PassphraseSource passphrases) throws IOException {
        byte[] content = KeyFiles.read(file, MAX_SIZE);
        try {
            // A public key given by mistake is usually readable for all: the mistake is the news.
            StoredKey stored = StoredKey.parse(new String(content, StandardCharsets.ISO_8859_1));
            FilePermissions.requirePrivate(file);
            return withComment(unlock(file, stored, passphrases), file);
        } catch (KeyFormatException e) {
            throw e.in(file);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** The remark stands in the public half's file; the private half is read without it. */
    private static IdentityKey withComment(IdentityKey key, Path file) {
        try {
            PublicKeyLine line = PublicKeyLine.read(publicFile(file));
            if (line.key().equals(key.keyPair().getPublic())) {
                return new IdentityKey(
                        key.keyPair(), key.fingerprint(), line.comment(), Optional.of(file));
            }
        } catch (IOException e) {
            // No remark is no error.
        }
        return key.from(file);
    }

    /**
     * Writes a key without a passphrase to a new file with mode 0600, and its public half to the
     * file of the same name with {@code .pub}. Directories that are missing are created with mode
     * 0700.
     *
     * @param key what to write
     * @param file where; neither this file nor the one with {@code .pub} may exist
     * @throws FileAlreadyExistsException if one of the two exists; nothing has been written then
     * @throws IOException if writing failed
     */
    public static void write(IdentityKey key, Path file) throws IOException {
        write(key, file, new char[0]);
    }

    /**
     * Writes a key as {@link #write(IdentityKey, Path)} does, under a passphrase.
     *
     * @param key what to write
     * @param file where; neither this file nor the one with {@code .pub} may exist
     * @param passphrase protects the private key (bcrypt, AES-256); empty for no protection
     * @throws FileAlreadyExistsException if one of the two exists; nothing has been written then
     * @throws IOException if writing failed
     */
    public static void write(IdentityKey key, Path file, char[] passphrase) throws IOException {
        Path publicFile = publicFile(file);
        if (Files.exists(publicFile)) {
            throw new FileAlreadyExistsException(
                    publicFile.toString(), null, "it exists already and is not overwritten");
        }
        String text = MinaKeys.write(key, passphrase);
        String publicText = key.publicKeyLine().text() + "\n";
        KeyFiles.writeNew(file, text.getBytes(StandardCharsets.US_ASCII), KeyFiles.OWNER_ONLY);
        try {
            KeyFiles.writeNew(
                    publicFile, publicText.getBytes(StandardCharsets.UTF_8), KeyFiles.READABLE);
        } catch (IOException e) {
            Files.delete(file);
            throw e;
        }
    }

    /**
     * Makes a new Ed25519 key without a passphrase and writes it, unless the file exists. Of
     * several processes that do this at once, one makes the key and the others find it.
     *
     * @param file where the private key is to be
     * @param comment a remark for people, such as {@code user@machine}
     * @return the new key; empty if the file existed and was left alone
     * @throws IOException if writing failed
     */
    public static Optional<IdentityKey> createIfAbsent(Path file, String comment)
            throws IOException {
        if (Files.exists(file)) {
            return Optional.empty();
        }
        IdentityKey key = IdentityKey.generate(comment);
        try {
            write(key, file);
        } catch (FileAlreadyExistsException e) {
            if (Files.exists(file)) {
                return Optional.empty();
            }
            throw e;
        }
        return Optional.of(key.from(file));
    }

    /**
     * Where the public half of a key is written.
     *
     * @param file the private key's file
     * @return the same with {@code .pub} at its end
     */
    public static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    private static IdentityKey unlock(Path file, StoredKey stored, PassphraseSource passphrases)
            throws IOException {
        if (!stored.isProtected()) {
            IdentityKey key = stored.open(new char[0]);
            if (key == null) {
                throw new KeyFormatException("damaged: the key cannot be read");
            }
            return key;
        }
        for (int attempt = 1; attempt <= PassphraseSource.MAX_ATTEMPTS; attempt++) {
            char @Nullable [] passphrase = passphrases.passphrase(file, attempt);
            if (passphrase == null) {
                throw new PassphraseException(
                        attempt == 1
                                ? file + ": the key is protected by a passphrase, none was given"
                                : file + ": the passphrase was wrong");
            }
            try {
                IdentityKey key = stored.open(passphrase);
                if (key != null) {
                    return key;
                }
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        }
        throw new PassphraseException(
                "%s: the passphrase was wrong %d times"
                        .formatted(file, PassphraseSource.MAX_ATTEMPTS));
    }
}
