package dev.landline.link;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * What one side proves itself with in a TLS handshake.
 *
 * @param key the private key
 * @param certificate a certificate around the matching public key, signed by itself
 */
public record TlsIdentity(PrivateKey key, X509Certificate certificate) {}
