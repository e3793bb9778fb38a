package dev.landline.identity;

import java.nio.file.Path;

/** What the known hosts say about a server's key. */
public sealed interface HostTrust {

    /**
     * The key is the one that is known for this host.
     *
     * @param line where it stands, from 1
     */
    record Known(int line) implements HostTrust {}

    /** Nothing is known about this host: a person has to compare the fingerprint. */
    record Unknown() implements HostTrust {}

    /**
     * The host is known by another key: either the server has a new key or somebody else answers.
     * The connection must not go on.
     *
     * @param file the known-hosts file
     * @param line the line with the key that was expected, from 1
     * @param expected the fingerprint of the key on that line
     * @param presented the fingerprint of the key that the server has shown
     */
    record Changed(Path file, int line, Fingerprint expected, Fingerprint presented)
            implements HostTrust {}

    /**
     * The key is marked {@code @revoked}. The connection must not go on.
     *
     * @param file the known-hosts file
     * @param line the line with the mark, from 1
     */
    record Revoked(Path file, int line) implements HostTrust {}
}
