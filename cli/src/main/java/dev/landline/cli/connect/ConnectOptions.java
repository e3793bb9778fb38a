package dev.landline.cli.connect;

import dev.landline.Target;
import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.share.SharedConnection;
import dev.landline.client.ReconnectListener;
import dev.landline.client.fleet.Fleet;
import dev.landline.engine.Relay;
import dev.landline.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What may be typed about a connection, whatever it is for. */
public final class ConnectOptions {

    @Option(
            names = {"-i", "--identity"},
            paramLabel = "FILE",
            description = {
                "The private key to be known by. Default:",
                "~/.config/landline/id_ed25519, else",
                "~/.ssh/id_ed25519, id_ecdsa or id_rsa; with none, one is made."
            })
    private @Nullable Path identity;

    @Option(
            names = "--accept-new",
            description = "Trust a host that is not known yet, without asking.")
    private boolean acceptNew;

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = {
                "The hosts that are trusted. Default:",
                "~/.config/landline/known_hosts"
            })
    private @Nullable Path knownHosts;

    @Option(names = "--never-ask", description = "Never ask anything: fail instead.")
    private boolean neverAsk;

    @Option(
            names = "--share",
            description = {
                "Use the connection that another command has left behind, or leave one behind for"
                    + " the next commands. Default: what share in ~/.config/landline/config.toml"
                    + " says, else not. See landline sharing."
            })
    private boolean share;

    @Option(names = "--no-share", description = "Connect, and leave nothing behind.")
    private boolean noShare;

    @Mixin private final InventoryOptions inventory = new InventoryOptions();

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            description = "How long connecting may take (default: ${DEFAULT-VALUE}).")
    private int connectTimeout = 15;

    @Option(
            names = "--failure-status",
            paramLabel = "N",
            converter = FailureStatus.class,
            description =
                    "The exit status where Landline itself fails (default: ${DEFAULT-VALUE}), to"
                            + " tell it from a command's own.")
    private int failureStatus = 255;

    /** To be filled in by picocli. */
    public ConnectOptions() {}

    /** Complains of what picocli cannot check. */
    public void check(CommandLine command) {
        if (connectTimeout < 1) {
            throw new ParameterException(
                    command, "--connect-timeout: expected 1 or more, got " + connectTimeout);
        }
        if (share && noShare) {
            throw new ParameterException(
                    command, "expected either --share or --no-share, got both");
        }
    }

    /** Whether nobody may be asked anything. */
    public boolean neverAsk() {
        return neverAsk;
    }

    /** What targets mean. */
    public TargetHosts hosts(Surroundings here) {
        return inventory.hosts(here);
    }

    /**
     * Connections to many hosts, which never ask whether one is to be trusted.
     *
     * @param reconnectFor how long to try to make one anew that has broken
     * @return makes each from what was typed and what the inventory says of the host
     */
    public Fleet.Connecting toMany(
            Surroundings here, Messages messages, GlobalOptions global, Duration reconnectFor) {
        return connecting(here, messages, global, reconnectFor, ReconnectListener.NONE).many();
    }

    /**
     * A connection that other processes use, made without asking anybody.
     *
     * @param desk answers what they ask the relay itself
     */
    public Relay relay(
            Target.Host host,
            Surroundings here,
            Messages messages,
            GlobalOptions global,
            Function<JsonObject, String> desk)
            throws IOException {
        return plain(here, messages, global).relay(host, desk);
    }

    /** What decides which connection to a host it is. */
    public SharedConnection shared(
            Target.Host host, Surroundings here, Messages messages, GlobalOptions global) {
        return plain(here, messages, global).shared(host, Optional.ofNullable(identity));
    }

    private Connecting plain(Surroundings here, Messages messages, GlobalOptions global) {
        return connecting(here, messages, global, Duration.ZERO, ReconnectListener.NONE);
    }

    /** The exit status where Landline itself fails. */
    public int failureStatus() {
        return failureStatus;
    }

    Connecting connecting(
            Surroundings here,
            Messages messages,
            GlobalOptions global,
            Duration reconnectFor,
            ReconnectListener listener) {
        return new Connecting(
                new Connecting.Choices(
                        identity,
                        knownHosts,
                        acceptNew,
                        !neverAsk,
                        Duration.ofSeconds(connectTimeout),
                        global.trace(),
                        reconnectFor,
                        listener,
                        share,
                        noShare),
                here,
                messages);
    }
}
