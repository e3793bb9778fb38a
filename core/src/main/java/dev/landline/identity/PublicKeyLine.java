package dev.landline.identity;

import dev.landline.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;

/**
 * A public key as one line of text, {@code ssh-ed25519 AAAA… comment}: what {@code .pub} files
 * hold.
 *
 * @param key the key
 * @param comment a remark for people, often {@code user@machine}; without line breaks, may be empty
 */
public record PublicKeyLine(PublicKey key, String comment) {

    /** The longest line that is read, in bytes. */
    static final int MAX_LENGTH = 65_536;

    /** Checks the comment. */
    public PublicKeyLine {
        if (comment.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "comment of a key: expected text without control characters, got '"
                            + Printable.brief(comment)
                            + "'");
        }
    }

    /**
     * Reads a line.
     *
     * @param line the type, the key in Base64, and perhaps a comment; blanks around it are ignored
     * @return the key and its comment
     * @throws KeyFormatException if this is no public key, or not of a type that Landline takes
     */
    public static PublicKeyLine parse(String line) throws KeyFormatException {
        String text = line.strip();
        if (text.contains("PRIVATE KEY-----")) {
            throw new KeyFormatException(
                    "this is a private key, which is nobody's business but its owner's; give the"
                            + " public key, usually the file of the same name with .pub");
        }
        EncodedKey encoded = EncodedKey.find(text);
        if (encoded == null) {
            throw new KeyFormatException(
                    "expected a public key such as 'ssh-ed25519 AAAA… comment', got '"
                            + Printable.brief(text)
                            + "'");
        }
        return new PublicKeyLine(encoded.decode(), printable(encoded.comment()));
    }

    /**
     * Reads a {@code .pub} file: its first line that is neither empty nor a comment.
     *
     * @param file a file with a public key
     * @return the key and its comment
     * @throws KeyFormatException if there is no public key in it
     * @throws IOException if it cannot be read
     */
    public static PublicKeyLine read(Path file) throws IOException {
        try {
            byte[] content = KeyFiles.read(file, MAX_LENGTH);
            for (TextLine line : TextLine.of(content)) {
                if (!line.isRemark()) {
                    return parse(line.text());
                }
            }
            throw new KeyFormatException("expected a public key, found none; the file is empty");
        } catch (KeyFormatException e) {
            throw e.in(file);
        }
    }

    /**
     * The line, without a line break at its end.
     *
     * @return the type, the key in Base64, and the comment where there is one
     * @throws KeyFormatException if Landline does not take such keys
     */
    public String text() throws KeyFormatException {
        String line =
                KeyType.of(key).sshName()
                        + " "
                        + Base64.getEncoder().encodeToString(PublicKeyBlob.encode(key));
        return comment.isEmpty() ? line : line + " " + comment;
    }

    static String printable(String comment) {
        StringBuilder text = new StringBuilder(comment.length());
        comment.chars()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(c -> text.append((char) c));
        return text.toString();
    }
}
