package dev.landline.cli.connect;

import dev.landline.Target;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.UserFiles;
import dev.landline.client.hosts.Host;
import dev.landline.client.hosts.HostSet;
import dev.landline.client.hosts.Inventory;
import dev.landline.client.hosts.InventoryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds the hosts that a target means. The inventory is read where it is needed: for one host,
 * where there is a {@code hosts.toml}.
 */
public final class TargetHosts {

    private static final String STDIN = "-";
    private static final String OPERATORS = ",&!*?()\n";
    private static final int MOST_INPUT = 64 << 20;

    private final @Nullable Path inventory;
    private final Surroundings here;
    private final UserFiles files;

    /**
     * Prepares.
     *
     * @param inventory the file of hosts; null for the user's own, which need not be there
     */
    public TargetHosts(@Nullable Path inventory, Surroundings here) {
        this.inventory = inventory;
        this.here = here;
        this.files = UserFiles.of(here.environment()::get, here.home());
    }

    /**
     * Whether a target is an expression over hosts, so that what is done is done on each of them.
     *
     * @param target what was typed
     * @return false for one host, a Unix socket and {@code local}
     */
    public static boolean isMany(String target) {
        if (target.startsWith("unix:")) {
            return false;
        }
        if (target.equals(STDIN)
                || target.startsWith("file:")
                || target.startsWith("@")
                || target.contains("@@")
                || target.chars().anyMatch(c -> OPERATORS.indexOf(c) >= 0)) {
            return true;
        }
        int open = target.indexOf('[');
        int close = target.indexOf(']', Math.max(0, open));
        String inside = target.substring(Math.max(0, open), close < 0 ? target.length() : close);
        return open >= 0 && inside.indexOf(':') < 0;
    }

    /** Whether the standard input says which hosts. */
    public static boolean isInput(String target) {
        return target.equals(STDIN);
    }

    /**
     * The hosts of an expression, or of a list on standard input.
     *
     * @param target for which {@link #isMany} is true
     * @return one host or more
     * @throws Complaint where it is none, or means no hosts
     */
    public List<Host> many(String target) throws Complaint {
        try {
            List<Host> hosts = load().select(expression(target));
            if (hosts.isEmpty()) {
                throw new Complaint("'" + target + "' means no hosts");
            }
            for (Host host : hosts) {
                target(host);
                if (Visit.isLocal(host.address())) {
                    throw new Complaint(
                            "local: expected it as the only target, for it is a server in this"
                                    + " process");
                }
            }
            return hosts;
        } catch (InventoryException e) {
            throw new Complaint(String.valueOf(e.getMessage()), List.of(), e);
        }
    }

    /**
     * The one host of a target.
     *
     * @param target what was typed
     * @return the host, with what the inventory says of it
     * @throws Complaint where it is none, or means several
     */
    public Host one(String target) throws Complaint {
        if (isMany(target)) {
            List<Host> hosts = many(target);
            if (hosts.size() != 1) {
                throw new Complaint(
                        "expected one host, got "
                                + hosts.size()
                                + ": "
                                + HostSet.of(hosts.stream().map(Host::name).toList()).fold(),
                        List.of("exec, cp and call take many"),
                        null);
            }
            return hosts.getFirst();
        }
        Target parsed = parse(target);
        if (parsed instanceof Target.Host typed && isThere()) {
            return known(target, typed);
        }
        return switch (parsed) {
            case Target.UnixSocket _ -> Host.named(target);
            case Target.Host(Optional<String> user, String host, int port) ->
                    new Host(target, host, user, OptionalInt.of(port), Optional.empty());
        };
    }

    /** What was typed goes before what the inventory says. */
    private Host known(String target, Target.Host typed) throws Complaint {
        try {
            Host host = load().host(typed.host());
            boolean port =
                    typed.port() != Target.DEFAULT_PORT || target.endsWith(":" + typed.port());
            return new Host(
                    target,
                    host.address(),
                    typed.user().or(host::user),
                    port ? OptionalInt.of(typed.port()) : host.port(),
                    host.key());
        } catch (InventoryException e) {
            throw new Complaint(String.valueOf(e.getMessage()), List.of(), e);
        }
    }

    /** Where its server is. */
    static Target target(Host host) throws Complaint {
        try {
            return host.target();
        } catch (IllegalArgumentException e) {
            throw new Complaint(host.name() + ": " + e.getMessage());
        }
    }

    /**
     * The inventory.
     *
     * @return the file that was named, else the user's own, else an empty one
     * @throws InventoryException where it cannot be read or is wrong
     */
    public Inventory load() throws InventoryException {
        return inventory == null ? Inventory.usual(files) : Inventory.load(file(), files.home());
    }

    /**
     * What a target says about hosts: itself, or what stands on standard input.
     *
     * @param target what was typed
     * @return an expression for {@link Inventory#select}
     * @throws InventoryException where standard input cannot be read
     */
    public String expression(String target) throws InventoryException {
        return isInput(target) ? input() : target;
    }

    /**
     * The file that {@link #load} reads.
     *
     * @return a path; for the user's own the file need not be there
     */
    public Path file() {
        return inventory == null
                ? files.config().resolve("hosts.toml")
                : here.directory().resolve(inventory);
    }

    private boolean isThere() {
        return inventory != null || Files.exists(file());
    }

    private String input() throws InventoryException {
        try {
            byte[] bytes = here.stdin().readNBytes(MOST_INPUT + 1);
            if (bytes.length > MOST_INPUT) {
                throw new InventoryException(
                        "standard input: expected at most " + MOST_INPUT + " bytes, got more");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InventoryException("standard input: " + e.getMessage(), e);
        }
    }

    private static Target parse(String target) throws Complaint {
        try {
            return Target.parse(target);
        } catch (IllegalArgumentException e) {
            throw new Complaint(String.valueOf(e.getMessage()));
        }
    }
}
