/**
 * A server to embed or to run: build it, start it, close it.
 *
 * {@snippet :
 * try (var server = LandlineServer.builder().listen("tls://127.0.0.1:0").start()) {
 *     System.out.println(server.addresses() + " " + server.fingerprint());
 * }
 * }
 */
@NullMarked
package dev.landline.server;

import org.jspecify.annotations.NullMarked;
