package dev.landline.client;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Target;
import dev.landline.identity.Fingerprint;
import dev.landline.identity.HostTrust;
import dev.landline.identity.KnownHosts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.function.BiConsumer;

/** Policies that go by a known-hosts file. */
public final class TrustedHosts {

    private TrustedHosts() {}

    /**
     * Accepts the hosts in the file and no others.
     *
     * @param knownHosts the file; it need not be there
     * @return the policy
     */
    public static HostKeyPolicy strict(Path knownHosts) {
        KnownHosts known = new KnownHosts(knownHosts);
        return (host, key) -> {
            if (lookUp(known, host, key) instanceof HostTrust.Unknown) {
                throw new HostKeyException(
                        ErrorCode.HOST_KEY_UNKNOWN,
                        "host key of "
                                + host
                                + " is not known: "
                                + HostKeyPolicy.fingerprint(host, key),
                        "compare the fingerprint with what the server printed at its start",
                        key);
            }
        };
    }

    /**
     * Accepts the hosts in the file, and adds a host at first contact. A host whose key has changed
     * is refused.
     *
     * @param knownHosts the file; made where it is not there
     * @param added told about each host that was added, on the connecting thread
     * @return the policy
     */
    public static HostKeyPolicy acceptNew(
            Path knownHosts, BiConsumer<Target.Host, Fingerprint> added) {
        KnownHosts known = new KnownHosts(knownHosts);
        return (host, key) -> {
            if (lookUp(known, host, key) instanceof HostTrust.Unknown) {
                add(known, host, key);
                added.accept(host, HostKeyPolicy.fingerprint(host, key));
            }
        };
    }

    /**
     * Trusts a host from now on.
     *
     * @param knownHosts the file; made where it is not there
     * @param host the host
     * @param key its key
     * @throws ConnectionException where the file says otherwise by now, or cannot be written
     */
    public static void add(Path knownHosts, Target.Host host, PublicKey key)
            throws ConnectionException {
        add(new KnownHosts(knownHosts), host, key);
    }

    private static void add(KnownHosts known, Target.Host host, PublicKey key)
            throws ConnectionException {
        try {
            check(known.add(host.host(), host.port(), key), known, host, key);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(known, e);
        }
    }

    private static HostTrust lookUp(KnownHosts known, Target.Host host, PublicKey key)
            throws ConnectionException {
        try {
            return check(known.lookup(host.host(), host.port(), key), known, host, key);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(known, e);
        }
    }

    private static HostTrust check(
            HostTrust trust, KnownHosts known, Target.Host host, PublicKey key)
            throws HostKeyException {
        return switch (trust) {
            case HostTrust.Known _, HostTrust.Unknown _ -> trust;
            case HostTrust.Changed changed ->
                    throw new HostKeyException(
                            ErrorCode.HOST_KEY_CHANGED,
                            "host key of "
                                    + host
                                    + " has CHANGED: "
                                    + changed.file()
                                    + " line "
                                    + changed.line()
                                    + " expects "
                                    + changed.expected()
                                    + ", the host presented "
                                    + changed.presented(),
                            "somebody may be listening in. If the key was changed on purpose:"
                                    + " landline keys forget "
                                    + host,
                            key);
            case HostTrust.Revoked revoked ->
                    throw new HostKeyException(
                            ErrorCode.HOST_KEY_REVOKED,
                            "host key of "
                                    + host
                                    + " is marked as revoked in "
                                    + known.file()
                                    + " line "
                                    + revoked.line(),
                            "do not connect to this host until its key was replaced",
                            key);
        };
    }

    private static ConnectionException unusable(KnownHosts known, Exception cause) {
        if (cause instanceof ConnectionException connection) {
            return connection;
        }
        return new ConnectionException(
                ErrorCode.HOST_KEY_UNKNOWN,
                "the known hosts in " + known.file() + " cannot be used: " + cause.getMessage(),
                null,
                cause);
    }
}
