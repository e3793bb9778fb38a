package dev.landline.server.info;

import dev.landline.Limits;
import dev.landline.info.AccountInfo;
import dev.landline.info.LinkInfo;
import dev.landline.info.Rights;
import dev.landline.info.ServerInfo;
import dev.landline.link.Link;
import dev.landline.link.TlsLink;
import dev.landline.server.auth.AccountGrant;
import dev.landline.server.auth.FileAccess.Reach;
import dev.landline.server.auth.Grant;
import dev.landline.wire.Frame;
import dev.landline.wire.Framing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a server tells of itself.
 *
 * @param software its name and version
 * @param instance which run of it this is
 * @param ownAccount the name of the account that it runs as
 * @param clock its clock
 * @param uptime how long it has been running
 */
public record InfoPage(
        String software,
        String instance,
        String ownAccount,
        InstantSource clock,
        Supplier<Duration> uptime) {

    private static final String ALL = "/";

    /**
     * Who asks, and on which connection.
     *
     * @param link what carries the connection
     * @param limits what the server allows on it
     * @param grant who is on the other side, and what it may do
     * @param services which services it may open
     */
    public record Seat(Link link, Limits limits, Grant grant, List<String> services) {
        /** Copies the list. */
        public Seat {
            services = List.copyOf(services);
        }
    }

    ServerInfo of(Seat seat, Frame.Hello client, Optional<String> echo) {
        Grant grant = seat.grant();
        return new ServerInfo(
                software,
                Framing.VERSION,
                Optional.of(instance),
                clock.instant(),
                uptime.get(),
                platform(),
                link(seat.link()),
                seat.limits(),
                new ServerInfo.ClientInfo(client.software(), client.maxBody()),
                grant.identity().who(),
                new Rights(
                        seat.services(),
                        grant.calls().patterns().stream().sorted().toList(),
                        grant.settings().name().toLowerCase(Locale.ROOT),
                        grant.counters()),
                grant.accounts().stream().map(this::account).toList(),
                echo);
    }

    private static ServerInfo.Platform platform() {
        return new ServerInfo.Platform(
                System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""),
                System.getProperty("os.arch", ""),
                System.getProperty("java.version", ""),
                Runtime.getRuntime().availableProcessors());
    }

    private static LinkInfo link(Link link) {
        return link instanceof TlsLink tls
                ? new LinkInfo(
                        "tls", tls.remote(), Optional.of(tls.cipherSuite()), tls.cipherProvider())
                : new LinkInfo("unix", link.remote(), Optional.empty(), Optional.empty());
    }

    private AccountInfo account(AccountGrant account) {
        return new AccountInfo(
                account.account().orElse(ownAccount),
                account.commands(),
                account.pty(),
                account.forcedCommand(),
                directory(account.files().read()),
                directory(account.files().write()));
    }

    private static Optional<String> directory(Reach reach) {
        return switch (reach) {
            case Reach.Nothing() -> Optional.empty();
            case Reach.Everything() -> Optional.of(ALL);
            case Reach.Below(String directory) -> Optional.of(directory);
        };
    }
}
