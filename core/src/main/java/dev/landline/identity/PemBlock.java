package dev.landline.identity;

import dev.landline.Printable;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands between {@code -----BEGIN LABEL-----} and {@code -----END LABEL-----} (RFC 7468),
 * with the headers that encrypted keys of old have there (RFC 1421).
 */
final class PemBlock {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final int LINE_LENGTH = 64;

    private final String label;
    private final Map<String, String> headers;
    private final byte[] content;

    private PemBlock(String label, Map<String, String> headers, byte[] content) {
        this.label = label;
        this.headers = headers;
        this.content = content;
    }

    String label() {
        return label;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] content() {
        return content.clone();
    }

    /** Reads the block at the start of a private key's file; says what else the file is. */
    static PemBlock read(String text) throws KeyFormatException {
        String start = text.stripLeading();
        if (!start.startsWith(BEGIN)) {
            throw new KeyFormatException(whatElse(start));
        }
        int labelEnd = start.indexOf(DASHES, BEGIN.length());
        int bodyStart = start.indexOf('\n');
        if (labelEnd < 0 || bodyStart < labelEnd) {
            throw new KeyFormatException("truncated: the first line is not complete");
        }
        String label = start.substring(BEGIN.length(), labelEnd);
        int end = start.indexOf("\n-----END " + label + DASHES, bodyStart);
        if (end < 0) {
            throw new KeyFormatException(
                    "truncated: the line '-----END %s-----' is missing"
                            .formatted(Printable.brief(label)));
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        StringBuilder base64 = new StringBuilder(end - bodyStart);
        for (String line : start.substring(bodyStart, end).split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                base64.append(line.strip());
            } else {
                headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
            }
        }
        try {
            return new PemBlock(label, headers, Base64.getDecoder().decode(base64.toString()));
        } catch (IllegalArgumentException e) {
            throw new KeyFormatException("damaged: the text between the marks is not Base64", e);
        }
    }

    static String write(String label, byte[] content) {
        Base64.Encoder base64 = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'});
        return BEGIN
                + label
                + "-----\n"
                + base64.encodeToString(content)
                + "\n-----END "
                + label
                + "-----\n";
    }

    private static String whatElse(String text) {
        if (text.isEmpty()) {
            return "expected a private key, but the file is empty";
        }
        if (text.startsWith("PuTTY-User-Key-File")) {
            return "this is a key of PuTTY; convert it with"
                    + " puttygen FILE -O private-openssh-new -o NEWFILE";
        }
        if (text.startsWith("---- BEGIN SSH2 PUBLIC KEY")) {
            return "this is a public key; give the private key";
        }
        String firstWord = text.substring(0, EncodedKey.endOfWord(text, 0));
        if (firstWord.contains("-cert-v0")) {
            return KeyType.unsupported(firstWord);
        }
        if (EncodedKey.find(text.lines().findFirst().orElse("")) != null) {
            return "this is a public key; give the private key, usually the file of the same name"
                    + " without .pub";
        }
        return "expected a private key as ssh-keygen writes it, beginning with"
                + " '-----BEGIN OPENSSH PRIVATE KEY-----'; this is none";
    }
}
