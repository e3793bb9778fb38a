package dev.landline.server.os;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/**
 * Who is at the other end of a Unix socket, as the kernel knows it: the account that connected.
 *
 * @param uid its number, 0 to 2^32 − 1
 * @param user its name, or the number in digits where the number has no name
 */
public record PeerCredentials(long uid, String user) {

    /**
     * Asks the kernel.
     *
     * @param channel a connected Unix socket
     * @param accounts where names are looked up
     * @return the account at the other end
     * @throws IOException when the kernel does not say, or says a name that has no number
     * @throws IllegalArgumentException when the channel is not a Unix socket
     */
    public static PeerCredentials of(SocketChannel channel, Accounts accounts) throws IOException {
        if (!(channel.getLocalAddress() instanceof UnixDomainSocketAddress)) {
            throw new IllegalArgumentException("expected a Unix socket, got " + channel);
        }
        UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return named(peer.user().getName(), accounts);
    }

    /**
     * The JDK tells a name, or digits where the number has none, and not which of the two: an
     * account that is called by another account's number is not believed.
     */
    static PeerCredentials named(String name, Accounts accounts) throws IOException {
        Optional<Long> number = number(name);
        Optional<Long> uid = accounts.byName(name).map(LocalAccount::uid).or(() -> number);
        if (uid.isEmpty() || (number.isPresent() && !number.equals(uid))) {
            throw new IOException(
                    "the peer of a Unix socket is \""
                            + name
                            + "\", which names no user id for sure");
        }
        return new PeerCredentials(uid.get(), name);
    }

    private static Optional<Long> number(String name) {
        try {
            return Optional.of(Integer.toUnsignedLong(Integer.parseUnsignedInt(name)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
