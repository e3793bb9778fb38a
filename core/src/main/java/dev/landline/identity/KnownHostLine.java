package dev.landline.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A line of a known-hosts file ({@code sshd(8)}, "SSH_KNOWN_HOSTS FILE FORMAT").
 *
 * @param number the line's number, from 1
 * @param marker {@code @revoked} or {@code @cert-authority}; empty for most lines
 * @param names the field with the names of the hosts, as it stands there
 * @param key the host's key
 */
record KnownHostLine(int number, String marker, String names, EncodedKey key) {

    /** What makes several names, or a pattern, of a name. */
    private static final String SPECIAL = ",!*?";

    static final String REVOKED = "@revoked";

    private static final String HASH_MARK = "|1|";
    private static final String HASH = "HmacSHA1";

    /** Reads a line; null where it has not the form of one. */
    static @Nullable KnownHostLine parse(TextLine line) {
        if (line.isRemark() || line.isTooLong()) {
            return null;
        }
        String rest = line.text();
        String marker = "";
        if (rest.startsWith("@")) {
            marker = rest.substring(0, EncodedKey.endOfWord(rest, 0));
            rest = rest.substring(EncodedKey.skipBlanks(rest, marker.length()));
        }
        String names = rest.substring(0, EncodedKey.endOfWord(rest, 0));
        EncodedKey key =
                EncodedKey.find(rest.substring(EncodedKey.skipBlanks(rest, names.length())));
        return key == null || names.isEmpty()
                ? null
                : new KnownHostLine(line.number(), marker, names, key);
    }

    /** Whether the line is about this host; a pattern with {@code !} that fits says no. */
    boolean isAbout(String host) {
        if (isHashed()) {
            return isHashOf(host);
        }
        if (names.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
            return names.equalsIgnoreCase(host);
        }
        boolean found = false;
        for (String name : names.toLowerCase(Locale.ROOT).split(",", -1)) {
            if (name.startsWith("!")) {
                if (Glob.matches(name.substring(1), host)) {
                    return false;
                }
            } else {
                found |= Glob.matches(name, host);
            }
        }
        return found;
    }

    boolean isHashed() {
        return names.startsWith(HASH_MARK);
    }

    /** Whether the name, which is hashed, is that of this host. */
    private boolean isHashOf(String host) {
        int end = names.indexOf('|', HASH_MARK.length());
        if (end < 0) {
            return false;
        }
        try {
            byte[] salt = Base64.getDecoder().decode(names.substring(HASH_MARK.length(), end));
            byte[] expected = Base64.getDecoder().decode(names.substring(end + 1));
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(salt, HASH));
            byte[] actual = mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(actual, expected);
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }
}
