package dev.landline.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;

/** A process of its own that adds hosts as fast as it can. */
final class KnownHostsAdder {

    static final int COUNT = 25;

    private KnownHostsAdder() {}

    public static void main(String[] arguments) throws IOException {
        KnownHosts hosts = new KnownHosts(Path.of(arguments[0]));
        PublicKey key = IdentityKey.generate("").keyPair().getPublic();
        for (int i = 0; i < COUNT; i++) {
            hosts.add(arguments[1] + "-" + i, 7022, key);
        }
    }
}
