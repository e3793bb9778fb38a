/**
 * Who is who: private keys as {@code ssh-keygen} writes them, {@code authorized_keys}, known hosts,
 * fingerprints, and the self-signed certificates in which such keys go through TLS.
 *
 * <p>The keys that come out are the JDK's own, because the JDK's TLS signs with them. Nothing here
 * registers a security provider, logs, or keeps state outside of its objects.
 *
 * <p>What an OpenSSH file holds is described in OpenSSH's {@code PROTOCOL.key} (private keys), in
 * {@code sshd(8)} (authorized keys and known hosts) and in RFC 4253 section 6.6, RFC 5656 section
 * 3.1 and RFC 8709 section 4 (public keys).
 */
@NullMarked
package dev.landline.identity;

import org.jspecify.annotations.NullMarked;
