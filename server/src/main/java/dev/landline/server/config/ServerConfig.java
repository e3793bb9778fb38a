package dev.landline.server.config;

import dev.landline.Limits;
import dev.landline.Target;
import dev.landline.server.auth.AccessRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an operator can set. Immutable; {@code docs/operations.md} has a table of the keys.
 *
 * @param listen where to listen, at least one address
 * @param backlog how many connections may wait in the kernel until they are accepted; 1 to 65,535
 * @param hostKey the server's own key; made on the first start where it is not there
 * @param authorizedKeys files of keys that may connect, asked in their order
 * @param limits what each connection is allowed
 * @param startups what is allowed before authorisation
 * @param maxConnections how many authorised connections there may be; 1 to 1,000,000
 * @param access who may open which service
 * @param accounts whom a server of root runs commands as
 * @param stopGrace how long a server that stops waits for commands to end by themselves
 * @param hangupGrace how long a process group gets after HUP before TERM follows
 * @param terminateGrace how long it gets after TERM before KILL follows
 * @param outputDrain how long output may be held open without a byte after a command's end
 * @param sessions how long and how much is kept of commands that nobody is joined to
 * @param handlers where handlers come from, and what is allowed to them
 * @param metrics who can read what the server counts
 */
public record ServerConfig(
        List<ListenAddress> listen,
        int backlog,
        Path hostKey,
        List<Path> authorizedKeys,
        Limits limits,
        StartupLimits startups,
        int maxConnections,
        AccessRules access,
        AccountSettings accounts,
        Duration stopGrace,
        Duration hangupGrace,
        Duration terminateGrace,
        Duration outputDrain,
        SessionSettings sessions,
        HandlerSettings handlers,
        MetricsSettings metrics) {

    /** Copies the lists and checks the numbers. */
    public ServerConfig {
        listen = List.copyOf(listen);
        authorizedKeys = List.copyOf(authorizedKeys);
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("listen: expected at least one address, got none");
        }
        check("backlog", backlog, 1, 65_535);
        check("maxConnections", maxConnections, 1, 1_000_000);
        check("stopGrace (ms)", stopGrace.toMillis(), 0, 3_600_000);
        check("hangupGrace (ms)", hangupGrace.toMillis(), 0, 3_600_000);
        check("terminateGrace (ms)", terminateGrace.toMillis(), 0, 3_600_000);
        check("outputDrain (ms)", outputDrain.toMillis(), 1, 3_600_000);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + ": expected " + least + " to " + most + ", got " + value);
        }
    }

    /**
     * What holds where nothing is set.
     *
     * @param files where the server's account keeps its files
     * @return all interfaces, port 7022, the keys in Landline's and OpenSSH's {@code
     *     authorized_keys}
     */
    public static ServerConfig defaults(ServerFiles files) {
        return new ServerConfig(
                List.of(new ListenAddress.TlsAddress("::", Target.DEFAULT_PORT)),
                128,
                files.hostKey(),
                files.authorizedKeys(),
                Limits.DEFAULTS,
                StartupLimits.DEFAULTS,
                10_000,
                AccessRules.open(),
                AccountSettings.DEFAULTS,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                SessionSettings.defaults(files.spool()),
                HandlerSettings.defaults(files.handlers()),
                MetricsSettings.OFF);
    }

    /**
     * The same with another backlog.
     *
     * @param other how many connections may wait in the kernel until they are accepted
     * @return a copy
     */
    public ServerConfig withBacklog(int other) {
        return new ServerConfig(
                listen,
                other,
                hostKey,
                authorizedKeys,
                limits,
                startups,
                maxConnections,
                access,
                accounts,
                stopGrace,
                hangupGrace,
                terminateGrace,
                outputDrain,
                sessions,
                handlers,
                metrics);
    }
}
