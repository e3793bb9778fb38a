package dev.landline.cli.share;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that decides whose connection to what it is. Two commands share a connection where they are
 * equal.
 *
 * @param host a name or an address
 * @param port 1 to 65,535
 * @param identity the private key; empty for the user's own, which is looked for
 * @param knownHosts the file of trusted hosts
 * @param config the directory where the user's own key is looked for
 * @param ssh OpenSSH's directory, where it is looked for next
 */
public record SharedConnection(
        String host, int port, Optional<Path> identity, Path knownHosts, Path config, Path ssh) {

    /** Another version of what flows through the socket must not meet this one. */
    private static final String VERSION = "landline sharing 1";

    private static final int NAME_BYTES = 12;

    /** Paths do not depend on where a command was started. */
    public SharedConnection {
        host = lower(host);
        identity = identity.map(SharedConnection::plain);
        knownHosts = plain(knownHosts);
        config = plain(config);
        ssh = plain(ssh);
    }

    private static Path plain(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** What its socket is called: letters and digits. */
    public String name() {
        String all =
                String.join(
                        "\0",
                        VERSION,
                        host,
                        String.valueOf(port),
                        identity.map(Path::toString).orElse(""),
                        knownHosts.toString(),
                        config.toString(),
                        ssh.toString());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, NAME_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The target, as it is typed. */
    public String target() {
        return target(host, port);
    }

    /**
     * The same of any host.
     *
     * @param host a name or an address
     * @param port 1 to 65,535
     */
    public static String target(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + lower(host) + "]" : lower(host)) + ":" + port;
    }

    private static String lower(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    /** The options and the target that {@code landline sharing keep} makes the same of. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        identity.ifPresent(file -> words.addAll(List.of("-i", file.toString())));
        words.addAll(List.of("--known-hosts", knownHosts.toString(), target()));
        return words;
    }
}
