package dev.landline.identity;

import dev.landline.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a client has met, each with its key: a file in OpenSSH's {@code known_hosts}
 * format, which {@code ssh-keygen -F}, {@code -R} and {@code -H} understand.
 *
 * <p>In that format a bare {@code host} means port 22, so that Landline writes {@code [host]:7022}
 * also for its own default port, and a bare name only for port 22. Read are also several names on a
 * line, patterns, hashed names and {@code @revoked}; lines with {@code @cert-authority} are passed
 * over, because Landline takes keys and not certificates of an authority.
 *
 * <p>The file is read at each look-up; only what was not there at the one before is parsed, so that
 * a thousand hosts are looked up among a thousand lines in no time. Thread-safe, also between
 * processes; methods block on the file system.
 */
public final class KnownHosts {

    /** The largest file that is read, in bytes. */
    public static final int MAX_SIZE = 16 << 20;

    private static final int SSH_PORT = 22;
    private static final int MAX_PORT = 65_535;
    private static final String NOT_IN_A_NAME = ",*?!|#@\"[]";

    private final Path file;
    private final LineFile lines;
    private final ReentrantLock adding = new ReentrantLock();
    private final AtomicReference<Parsed> parsed = new AtomicReference<>(Parsed.NOTHING);

    /** What the file held, and what that meant. */
    private static final class Parsed {

        static final Parsed NOTHING = new Parsed(new byte[0], List.of());

        private final byte[] content;
        private final List<KnownHostLine> lines;

        Parsed(byte[] content, List<KnownHostLine> lines) {
            this.content = content;
            this.lines = lines;
        }

        /** What it holds now; where only lines have come behind the others, those are parsed. */
        Parsed next(byte[] now) {
            int same = content.length;
            if (same == now.length && Arrays.equals(content, now)) {
                return this;
            }
            boolean longer =
                    same > 0
                            && same < now.length
                            && content[same - 1] == '\n'
                            && Arrays.equals(content, 0, same, now, 0, same);
            List<KnownHostLine> all = new ArrayList<>(longer ? lines : List.of());
            for (TextLine text : longer ? TextLine.behind(content, now) : TextLine.of(now)) {
                KnownHostLine line = KnownHostLine.parse(text);
                if (line != null) {
                    all.add(line);
                }
            }
            return new Parsed(now, all);
        }
    }

    /**
     * For a file.
     *
     * @param file the file; it need not exist yet
     */
    public KnownHosts(Path file) {
        this.file = file;
        this.lines = new LineFile(file, MAX_SIZE);
    }

    /**
     * The file.
     *
     * @return as given
     */
    public Path file() {
        return file;
    }

    /**
     * Looks a host up.
     *
     * @param host the name or address that the person asked for, with or without brackets
     * @param port the TCP port, 1 to 65,535
     * @param key the key that the server has shown
     * @return known, if any line about this host has this key; changed, if lines about it have only
     *     others, of whatever type; revoked before both
     * @throws IllegalArgumentException if the host cannot be the name of one
     * @throws IOException if the file cannot be read
     */
    public HostTrust lookup(String host, int port, PublicKey key) throws IOException {
        return trust(lines.content(), name(host, port), EncodedKey.of(key));
    }

    /**
     * Adds a host, if it is still unknown. Creates the file with mode 0600 and directories with
     * mode 0700.
     *
     * @param host the name or address that the person asked for, with or without brackets
     * @param port the TCP port, 1 to 65,535
     * @param key the key to trust from now on
     * @return what a look-up says now: known, or what stood in the way, such as a different key
     *     that another process has added meanwhile
     * @throws IllegalArgumentException if the host cannot be the name of one
     * @throws IOException if the file cannot be read or written
     */
    public HostTrust add(String host, int port, PublicKey key) throws IOException {
        String name = name(host, port);
        EncodedKey presented = EncodedKey.of(key);
        adding.lock(); // between processes there is a lock file, for which everybody waits by
        // trying
        try {
            lines.append(
                    name + " " + new PublicKeyLine(key, "").text(),
                    content -> trust(content, name, presented) instanceof HostTrust.Unknown);
        } finally {
            adding.unlock();
        }
        return lookup(host, port, key);
    }

    /**
     * Removes what is known about a host: the lines that have its name alone, and its name from
     * lines that have several. Patterns, marked lines, comments and everything else stay byte for
     * byte.
     *
     * @param host the name or address, with or without brackets
     * @param port the TCP port, 1 to 65,535
     * @return how many lines were removed or changed
     * @throws IllegalArgumentException if the host cannot be the name of one
     * @throws IOException if the file cannot be read or written
     */
    public int forget(String host, int port) throws IOException {
        KnownHostRemoval removal = new KnownHostRemoval(name(host, port));
        lines.rewrite(removal::apply);
        return removal.count();
    }

    /**
     * The name under which a host stands in the file.
     *
     * @param host the name or address, with or without brackets
     * @param port the TCP port, 1 to 65,535
     * @return {@code [host]:port} in lower case; the bare host for port 22
     * @throws IllegalArgumentException if the host cannot be the name of one
     */
    public static String name(String host, int port) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        if (bare.isEmpty() || !bare.chars().allMatch(KnownHosts::isPartOfName)) {
            throw new IllegalArgumentException(
                    "host: expected a name or an address, got '%s'"
                            .formatted(Printable.brief(host)));
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port: expected 1 to 65535, got " + port);
        }
        String lower = bare.toLowerCase(Locale.ROOT);
        return port == SSH_PORT ? lower : "[" + lower + "]:" + port;
    }

    private static boolean isPartOfName(int c) {
        return !Character.isWhitespace(c)
                && !Character.isISOControl(c)
                && NOT_IN_A_NAME.indexOf(c) < 0;
    }

    private HostTrust trust(byte[] content, String name, EncodedKey presented) {
        KnownHostLine known = null;
        KnownHostLine other = null;
        Parsed now = parsed.get().next(content);
        parsed.set(now);
        for (KnownHostLine line : now.lines) {
            if (!line.isAbout(name)) {
                continue;
            }
            boolean same = line.key().isSameAs(presented);
            if (line.marker().equals(KnownHostLine.REVOKED)) {
                if (same) {
                    return new HostTrust.Revoked(file, line.number());
                }
            } else if (line.marker().isEmpty()) {
                if (same) {
                    known = first(known, line);
                } else if (other == null || isBetter(line, other, presented)) {
                    other = line;
                }
            }
        }
        if (known != null) {
            return new HostTrust.Known(known.number());
        }
        if (other != null) {
            return new HostTrust.Changed(
                    file, other.number(), other.key().fingerprint(), presented.fingerprint());
        }
        return new HostTrust.Unknown();
    }

    private static KnownHostLine first(@Nullable KnownHostLine before, KnownHostLine line) {
        return before == null ? line : before;
    }

    /** The line worth showing is the one with a key of the same type. */
    private static boolean isBetter(KnownHostLine line, KnownHostLine before, EncodedKey key) {
        return line.key().type().equals(key.type()) && !before.key().type().equals(key.type());
    }
}
