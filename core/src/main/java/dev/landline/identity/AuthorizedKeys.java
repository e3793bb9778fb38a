package dev.landline.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a server lets in: a file in OpenSSH's {@code authorized_keys} format, with its
 * options.
 *
 * <p>The file is read again when it has changed, which each look-up checks, so that a key added or
 * removed counts at once. A look-up costs the same in a file of ten thousand lines as in one of
 * ten.
 *
 * <p>As with {@code sshd}'s {@code StrictModes}, nobody is let in while others than the server's
 * account and root could write to the file or to a directory above it.
 *
 * <p>Limits: 16 MiB for the file, 1 MiB for one of another account, 64 KiB for a line; a longer
 * line is passed over like one with an unknown option. Thread-safe; look-ups block on the file
 * system and hold no lock.
 */
public final class AuthorizedKeys {

    /** The largest file that is read, in bytes. */
    public static final int MAX_SIZE = 16 << 20;

    /** The largest file of an account other than this process's own that is read, in bytes. */
    public static final int MAX_SIZE_OF_OTHERS = 1 << 20;

    private static final int READ_ATTEMPTS = 3;

    private final Path file;
    private final PinnedFile.Finder finder;
    private final int maxSize;
    private final boolean strictModes;
    private final @Nullable KeysOwner other;
    private final ZoneId zone;
    private final InstantSource clock;
    private volatile @Nullable Snapshot snapshot;

    /**
     * For a file, with the check of its permissions, and local time for {@code expiry-time}.
     *
     * @param file the file; it need not exist yet
     */
    public AuthorizedKeys(Path file) {
        this(file, true, ZoneId.systemDefault());
    }

    /**
     * For a file of this process's account.
     *
     * @param file the file; it need not exist yet
     * @param strictModes whether to check who can write to the file
     * @param zone how to read an {@code expiry-time} that does not end in Z
     */
    public AuthorizedKeys(Path file, boolean strictModes, ZoneId zone) {
        this(file, strictModes, zone, InstantSource.system());
    }

    /** With a clock of its own, which tells how old the file's last change is. */
    AuthorizedKeys(Path file, boolean strictModes, ZoneId zone, InstantSource clock) {
        this.file = file;
        this.finder = PinnedFile.Finder.BY_NAME;
        this.maxSize = MAX_SIZE;
        this.strictModes = strictModes;
        this.other = null;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * For a file of another account, which may do to it whatever it likes: only an ordinary file is
     * read, of at most {@link #MAX_SIZE_OF_OTHERS}, and only if nobody but that account and root
     * can write to it.
     *
     * @param file the file; it need not exist yet
     * @param owner the account
     * @param finder how to look the file up so that it cannot be exchanged meanwhile
     */
    public AuthorizedKeys(Path file, KeysOwner owner, PinnedFile.Finder finder) {
        this.file = file;
        this.finder = finder;
        this.maxSize = MAX_SIZE_OF_OTHERS;
        this.strictModes = true;
        this.other = owner;
        this.zone = ZoneId.systemDefault();
        this.clock = InstantSource.system();
    }

    /**
     * Looks a key up. The first line that grants wins; a line that refuses, such as by {@code
     * from=}, lets a later line with the same key have its say.
     *
     * @param key the key whose possession the client has proved
     * @param client where the client comes from
     * @param now the time, for {@code expiry-time}
     * @return the line that grants, or why none does; a file that cannot be read grants nothing
     */
    public Authorization authorize(PublicKey key, InetAddress client, Instant now) {
        try {
            EncodedKey presented = EncodedKey.of(key);
            List<AuthorizedKeysLine> lines = current().index().find(presented);
            if (lines.isEmpty()) {
                return new Authorization.Refused(
                        "%s is not in %s".formatted(presented.fingerprint(), file));
            }
            List<String> reasons = new ArrayList<>();
            for (AuthorizedKeysLine line : lines) {
                switch (line) {
                    case AuthorizedKeysLine.Unusable unusable -> reasons.add(unusable.reason());
                    case AuthorizedKeysLine.Usable usable -> {
                        Optional<String> refusal = refusal(usable.options(), client, now);
                        if (refusal.isEmpty()) {
                            return new Authorization.Granted(granted(usable, presented));
                        }
                        reasons.add("line %d: %s".formatted(usable.number(), refusal.get()));
                    }
                }
            }
            return new Authorization.Refused(
                    "%s in %s: %s"
                            .formatted(presented.fingerprint(), file, String.join("; ", reasons)));
        } catch (NoSuchFileException e) {
            return new Authorization.Refused(file + " does not exist");
        } catch (IOException e) {
            return new Authorization.Refused(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The lines that no key can come in by, because they are damaged or have options that are not
     * understood.
     *
     * @return sentences, each beginning with {@code line N:}
     * @throws IOException if the file cannot be read, or others can write to it
     */
    public List<String> problems() throws IOException {
        return current().index().problems();
    }

    /**
     * Adds a key without options at the end of the file, unless a line has it already. Creates the
     * file with mode 0600.
     *
     * @param key what to let in
     * @return false if the key was there
     * @throws IOException if the file cannot be read or written
     */
    public boolean add(PublicKeyLine key) throws IOException {
        EncodedKey added = EncodedKey.of(key.key());
        return new LineFile(file, MAX_SIZE)
                .append(
                        key.text(),
                        content -> AuthorizedKeysIndex.of(content, zone).find(added).isEmpty());
    }

    private static Optional<String> refusal(KeyOptions options, InetAddress client, Instant now) {
        if (options.expiry().isPresent()
                && now.truncatedTo(ChronoUnit.SECONDS).isAfter(options.expiry().get())) {
            return Optional.of("the key expired at " + options.expiry().get());
        }
        if (options.from().isPresent() && !options.from().get().allows(client)) {
            return Optional.of(
                    "from=\"%s\" does not allow %s"
                            .formatted(options.from().get(), AddressPatterns.textOf(client)));
        }
        return Optional.empty();
    }

    private AuthorizedKey granted(AuthorizedKeysLine.Usable line, EncodedKey key) {
        return new AuthorizedKey(
                file, line.number(), key.fingerprint(), line.comment(), line.options());
    }

    private Snapshot current() throws IOException {
        try (PinnedFile pinned = finder.find(file)) {
            Optional<String> weakness = strictModes ? weakness(pinned) : Optional.empty();
            if (weakness.isPresent()) {
                throw new IOException(weakness.get());
            }
            return current(pinned.path());
        }
    }

    private Optional<String> weakness(PinnedFile pinned) throws IOException {
        return other == null
                ? FilePermissions.weakness(pinned, KeysOwner.ofProcess())
                : FilePermissions.weaknessOfOthers(pinned, other);
    }

    private Snapshot current(Path path) throws IOException {
        FileStat stat = FileStat.of(path);
        Snapshot known = snapshot;
        if (known != null && known.settled() && known.stat().equals(stat)) {
            return known;
        }
        for (int attempt = 1; attempt <= READ_ATTEMPTS; attempt++) {
            Instant before = clock.instant();
            byte[] content = read(path, stat);
            FileStat after = FileStat.of(path);
            if (after.equals(stat)) {
                Snapshot fresh =
                        new Snapshot(
                                stat,
                                stat.isSettled(before),
                                AuthorizedKeysIndex.of(content, zone));
                snapshot = fresh;
                return fresh;
            }
            stat = after;
        }
        throw new IOException(file + " kept changing while it was read; try again");
    }

    /** Opens nothing but ordinary files: others can block, or mean more than their content. */
    private byte[] read(Path path, FileStat stat) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException(file + ": expected a file of keys, this is no ordinary file");
        }
        if (stat.size() > maxSize) {
            throw new IOException(
                    "%s: expected at most %,d bytes, got %,d"
                            .formatted(file, maxSize, stat.size()));
        }
        // What the kernel makes up has no size, and may have no end.
        return stat.size() == 0 ? new byte[0] : KeyFiles.read(path, maxSize);
    }

    /**
     * The file as it was read.
     *
     * @param stat what the file system said
     * @param settled whether a later change is sure to show in {@code stat}
     * @param index the content
     */
    private record Snapshot(FileStat stat, boolean settled, AuthorizedKeysIndex index) {}
}
