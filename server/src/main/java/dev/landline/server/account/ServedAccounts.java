package dev.landline.server.account;

import dev.landline.identity.AuthorizedKeys;
import dev.landline.identity.KeysOwner;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.os.Accounts;
import dev.landline.server.os.LinuxPinnedFile;
import dev.landline.server.os.LocalAccount;
import dev.landline.server.os.LoginShells;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The accounts beside its own that a server of root serves, with their files of keys. The system is
 * asked again every few seconds, by one thread at a time while the others go by what was known.
 */
final class ServedAccounts {

    private static final Duration GOOD_FOR = Duration.ofSeconds(5);

    private final Accounts accounts;
    private final List<String> names;
    private final LocalAccount own;
    private final Path shells;
    private final InstantSource clock;
    private final AtomicBoolean listing = new AtomicBoolean();
    private volatile @Nullable Listed known;

    /** An account and the files that say whose keys it takes. */
    record Served(LocalAccount account, Map<Path, AuthorizedKeys> files) {}

    private record Listed(Instant at, Map<LocalAccount, Served> served) {}

    /**
     * Asks nobody yet.
     *
     * @param accounts the system's accounts
     * @param names who is to be served; {@code *} is everybody who has a login shell
     * @param own the server's own account, which is not among the answers
     * @param shells the file that lists the login shells
     * @param clock what time it is
     */
    ServedAccounts(
            Accounts accounts,
            List<String> names,
            LocalAccount own,
            Path shells,
            InstantSource clock) {
        this.accounts = accounts;
        this.names = List.copyOf(names);
        this.own = own;
        this.shells = shells;
        this.clock = clock;
    }

    /** Who is served now, a few seconds ago at most. */
    List<Served> current() throws IOException {
        Listed before = known;
        Instant now = clock.instant();
        if (before != null && Duration.between(before.at, now).abs().compareTo(GOOD_FOR) < 0) {
            return List.copyOf(before.served.values());
        }
        if (!listing.compareAndSet(false, true) && before != null) {
            return List.copyOf(before.served.values());
        }
        try {
            Listed fresh = new Listed(now, served(before == null ? Map.of() : before.served));
            known = fresh;
            return List.copyOf(fresh.served.values());
        } finally {
            listing.set(false);
        }
    }

    /** What is known of an account's files is kept, for as long as the account stays the same. */
    private Map<LocalAccount, Served> served(Map<LocalAccount, Served> before) throws IOException {
        Map<String, LocalAccount> found = new LinkedHashMap<>();
        if (names.contains(AccessRules.EVERYBODY)) {
            LoginShells usual = LoginShells.read(shells);
            accounts.all().stream()
                    .filter(usual::areOf)
                    .forEach(account -> found.putIfAbsent(account.name(), account));
        }
        for (String name : names) {
            accounts.byName(name)
                    .filter(account -> !LoginShells.areMissingOf(account))
                    .ifPresent(account -> found.putIfAbsent(account.name(), account));
        }
        found.remove(own.name());
        Map<LocalAccount, Served> served = new LinkedHashMap<>();
        for (LocalAccount account : found.values()) {
            Served same = before.get(account);
            served.put(account, same != null ? same : new Served(account, files(account)));
        }
        return served;
    }

    private static Map<Path, AuthorizedKeys> files(LocalAccount account) {
        Map<Path, AuthorizedKeys> files = new LinkedHashMap<>();
        home(account)
                .ifPresent(home -> {
                    KeysOwner owner = new KeysOwner(account.uid(), home);
                    for (String name :
                            List.of(".config/landline/authorized_keys", ".ssh/authorized_keys")) {
                        Path file = home.resolve(name);
                        files.put(file, new AuthorizedKeys(file, owner, LinuxPinnedFile::find));
                    }
                });
        return files;
    }

    /** Empty where the entry of the account makes no sense. */
    private static Optional<Path> home(LocalAccount account) {
        try {
            return Optional.of(Path.of(account.home())).filter(Path::isAbsolute);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
