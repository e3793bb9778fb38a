package dev.landline.client.hosts;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** What may be said of a host, by itself, by a group or by default. */
record Variables(
        Optional<String> address, Optional<String> user, OptionalInt port, Optional<Path> key) {

    static final Variables NONE =
            new Variables(
                    Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());

    /** These, and where they say nothing the others. */
    Variables over(Variables others) {
        return new Variables(
                address.or(others::address),
                user.or(others::user),
                port.isPresent() ? port : others.port,
                key.or(others::key));
    }
}
