package dev.landline.identity;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the options before a key in {@code authorized_keys} say ({@code sshd(8)}, "AUTHORIZED_KEYS
 * FILE FORMAT").
 *
 * <p>Options that give rather than take ({@code environment}, {@code tunnel}) are read and have no
 * effect, as in {@code sshd} unless its configuration enables them.
 *
 * @param command the command to run whatever the client asks for; empty if the client may choose
 * @param restricted whether the line says to restrict: what is not permitted by name is not
 *     allowed, and so nothing that a later version of Landline can do
 * @param permissions what remains permitted
 * @param from where the client may come from; empty for anywhere
 * @param expiry the last second at which the key is good; empty for no end
 * @param permitOpen the hosts and ports that forwarding may connect to; empty for any
 * @param permitListen the hosts and ports that forwarding may listen on; empty for any
 * @param read the directory below which files may be read ({@code read}, an option of Landline's
 *     own); empty if the line does not say
 * @param write the directory below which files may be written ({@code write}, likewise)
 * @param call the handlers that may be called, {@code *} standing for any characters ({@code call},
 *     likewise); empty if the line does not say
 * @param settings what may be done with the server's settings ({@code settings}, likewise); empty
 *     if the line does not say
 */
public record KeyOptions(
        Optional<String> command,
        boolean restricted,
        Set<Permission> permissions,
        Optional<AddressPatterns> from,
        Optional<Instant> expiry,
        List<String> permitOpen,
        List<String> permitListen,
        Optional<String> read,
        Optional<String> write,
        List<String> call,
        Optional<Settings> settings) {

    /** What {@code restrict} takes away and an option of its own gives back. */
    public enum Permission {
        /** A terminal ({@code pty}, {@code no-pty}). */
        PTY,
        /** Forwarding of ports ({@code port-forwarding}). */
        PORT_FORWARDING,
        /** Forwarding of the key agent ({@code agent-forwarding}). */
        AGENT_FORWARDING,
        /** Forwarding of X11 ({@code X11-forwarding}). */
        X11_FORWARDING,
        /** Running {@code ~/.ssh/rc} ({@code user-rc}). */
        USER_RC
    }

    /** What {@code settings} can say. */
    public enum Settings {
        /** They may be read. */
        READ,
        /** They may be read and changed. */
        WRITE
    }

    /** Makes the collections immutable. */
    public KeyOptions {
        permissions = Set.copyOf(permissions.isEmpty() ? Set.of() : EnumSet.copyOf(permissions));
        permitOpen = List.copyOf(permitOpen);
        permitListen = List.copyOf(permitListen);
        call = List.copyOf(call);
    }

    /**
     * The options of a key that has none.
     *
     * @return no restriction whatever
     */
    public static KeyOptions none() {
        return new KeyOptions(
                Optional.empty(),
                false,
                EnumSet.allOf(Permission.class),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /**
     * Whether the line names what may be done, by an option of Landline's own: then nothing else
     * may be, apart from a forced command.
     *
     * @return true where {@code read}, {@code write}, {@code call} or {@code settings} stands there
     */
    public boolean isNamed() {
        return read.isPresent() || write.isPresent() || !call.isEmpty() || settings.isPresent();
    }

    /**
     * Whether something is permitted.
     *
     * @param permission what the client wants to do
     * @return true if no option forbids it
     */
    public boolean permits(Permission permission) {
        return permissions.contains(permission);
    }
}
