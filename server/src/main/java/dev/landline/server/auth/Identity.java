package dev.landline.server.auth;

import dev.landline.identity.Fingerprint;

/** Who is on the other side of a connection. It exists only where that was proved. */
public sealed interface Identity {

    /**
     * Who it is, as configuration and lists say it.
     *
     * @return {@code SHA256:…} for a key, {@code unix:NAME} for an account of this machine
     */
    String who();

    /**
     * The holder of a key; the TLS handshake proved it.
     *
     * @param fingerprint of the key
     * @param comment what the line that authorised it says behind the key; may be empty
     */
    record Key(Fingerprint fingerprint, String comment) implements Identity {
        @Override
        public String who() {
            return fingerprint.text();
        }

        @Override
        public String toString() {
            return comment.isEmpty() ? fingerprint.text() : fingerprint + " (" + comment + ")";
        }
    }

    /**
     * A process of an account on this machine; the kernel said so.
     *
     * @param uid the account's number
     * @param name its name
     */
    record Local(long uid, String name) implements Identity {
        @Override
        public String who() {
            return "unix:" + name;
        }

        @Override
        public String toString() {
            return who();
        }
    }
}
