package dev.landline.client.fleet;

import dev.landline.client.ClientIdentity;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.Landline;
import dev.landline.client.LandlineBuilder;
import dev.landline.client.ReconnectListener;
import dev.landline.client.TrustedHosts;
import dev.landline.client.UserFiles;
import dev.landline.client.UserKey;
import dev.landline.client.hosts.Host;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.PassphraseSource;
import dev.landline.identity.PrivateKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Connects to hosts as their inventory says, with what is common to all of them done once: each key
 * is read once, its passphrase asked for once, its certificate made once, and the known hosts are
 * kept in memory. For any thread.
 */
public final class HostConnections implements Fleet.Connecting {

    private static final Path OWN = Path.of("");

    private final UserFiles files;
    private final PassphraseSource passphrases;
    private final HostKeyPolicy policy;
    private final Optional<Path> keyForAll;
    private final Consumer<IdentityKey> keyMade;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final Map<Path, ClientIdentity> identities = new HashMap<>();
    private final Map<Path, IOException> failures = new HashMap<>();

    /**
     * Makes one that says nothing of a key that it makes.
     *
     * @param files where the user's key is
     * @param passphrases who is asked for the passphrase of a key, by one thread at a time
     * @param policy which hosts are trusted; asked by many threads
     * @param keyForAll a private key for all hosts, whatever the inventory says; empty for what it
     *     says
     */
    public HostConnections(
            UserFiles files,
            PassphraseSource passphrases,
            HostKeyPolicy policy,
            Optional<Path> keyForAll) {
        this(files, passphrases, policy, keyForAll, key -> {});
    }

    /**
     * Makes one with choices.
     *
     * @param files where the user's key is
     * @param passphrases who is asked for the passphrase of a key, by one thread at a time
     * @param policy which hosts are trusted; asked by many threads
     * @param keyForAll a private key for all hosts, whatever the inventory says; empty for what it
     *     says
     * @param keyMade told about the user's own key where there was none and one was made, before it
     *     is used
     */
    public HostConnections(
            UserFiles files,
            PassphraseSource passphrases,
            HostKeyPolicy policy,
            Optional<Path> keyForAll,
            Consumer<IdentityKey> keyMade) {
        this.files = files;
        this.passphrases = passphrases;
        this.policy = policy;
        this.keyForAll = keyForAll;
        this.keyMade = keyMade;
    }

    /**
     * With the user's own files; hosts that are not known are refused.
     *
     * @return the connections
     */
    public static HostConnections usual() {
        UserFiles files = UserFiles.ofThisUser();
        return new HostConnections(
                files,
                PassphraseSource.none(),
                TrustedHosts.strict(files.knownHosts()),
                Optional.empty());
    }

    @Override
    public LandlineBuilder to(Host host) throws IOException {
        LandlineBuilder builder =
                Landline.to(host.target())
                        .name(host.name())
                        .reconnect(Duration.ZERO, ReconnectListener.NONE);
        return host.address().startsWith("unix:")
                ? builder
                : builder.hostKeys(policy).identity(identity(keyForAll.or(host::key)));
    }

    /** Nobody is asked for a passphrase again that was wrong, however many hosts want the key. */
    private ClientIdentity identity(Optional<Path> file) throws IOException {
        lock.lock();
        try {
            Path name = file.orElse(OWN);
            ClientIdentity known = identities.get(name);
            IOException failure = failures.get(name);
            if (failure != null) {
                throw failure;
            }
            if (known == null) {
                known = ClientIdentity.of(key(file));
                identities.put(name, known);
            }
            return known;
        } catch (IOException e) {
            failures.put(file.orElse(OWN), e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private IdentityKey key(Optional<Path> file) throws IOException {
        if (file.isPresent()) {
            return PrivateKeyFile.load(file.get(), passphrases);
        }
        UserKey.Found found = UserKey.find(files, passphrases);
        if (found.created()) {
            keyMade.accept(found.key());
        }
        return found.key();
    }
}
