package dev.landline.client.hosts;

import dev.landline.Target;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host as an inventory knows it.
 *
 * @param name what it is called here and in output, and what tells it from others
 * @param address where it is: a name of the network, an IP address without brackets, or {@code
 *     unix:PATH}
 * @param user the account asked for; empty for the one that the key belongs to
 * @param port 1 to 65,535; empty for the usual one
 * @param key the file of the private key to be known by; empty for the user's own
 */
public record Host(
        String name, String address, Optional<String> user, OptionalInt port, Optional<Path> key) {

    /**
     * A host of which nothing is known but its name, which is its address too.
     *
     * @param name the name
     * @return the host
     */
    public static Host named(String name) {
        return new Host(name, name, Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    /**
     * Where its server is.
     *
     * @return the target
     * @throws IllegalArgumentException where the address or the port is none
     */
    public Target target() {
        return address.startsWith("unix:")
                ? Target.parse(address)
                : new Target.Host(user, address, port.orElse(Target.DEFAULT_PORT));
    }
}
