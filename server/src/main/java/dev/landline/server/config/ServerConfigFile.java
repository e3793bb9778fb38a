package dev.landline.server.config;

import dev.landline.Limits;
import dev.landline.server.auth.AccessRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tomlj.TomlArray;

/** Reads what an operator has set from a TOML file. {@code docs/operations.md} has the keys. */
public final class ServerConfigFile {

    private static final int MANY = 1_000_000;
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_KEPT = Duration.ofDays(24);
    private static final int MOST_SPOOL = 1 << 30;
    private static final String UNIX = "unix:";
    private static final Pattern NAME = Pattern.compile("[^\\s/:*]+");
    private static final Pattern UMASK = Pattern.compile("0?[0-7]{1,3}");
    private static final String UMASK_FORM = "octal digits from \"000\" to \"777\"";

    private final ConfigDocument document;
    private final ConfigPaths paths;
    private final ServerConfig defaults;

    private ServerConfigFile(ConfigDocument document, ConfigPaths paths, ServerConfig defaults) {
        this.document = document;
        this.paths = paths;
        this.defaults = defaults;
    }

    /**
     * Reads a file. What it does not set is as in {@link ServerConfig#defaults}. Whether the files
     * that it names are there is not looked at.
     *
     * @param file the file, TOML 1.0 in UTF-8, at most 1 MiB
     * @param files where the server's account keeps its files
     * @return what the file says
     * @throws ConfigException where the file cannot be read or has mistakes; it names all of them
     */
    public static ServerConfig load(Path file, ServerFiles files) throws ConfigException {
        ConfigDocument document = ConfigDocument.parse(file, ConfigText.read(file));
        Path directory = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        ServerConfig config = read(document, new ConfigPaths(directory, files.home()), files);
        document.finish();
        return config;
    }

    /** Asks a document for everything; where it has a mistake, the default stands in. */
    static ServerConfig read(ConfigDocument document, ConfigPaths paths, ServerFiles files) {
        return new ServerConfigFile(document, paths, ServerConfig.defaults(files)).read();
    }

    private ServerConfig read() {
        ConfigTable top = document.top();
        ConfigTable commands = document.table("commands");
        return new ServerConfig(
                listen(top),
                top.integer("backlog", defaults.backlog(), 1, 65_535),
                hostKey(top),
                authorizedKeys(top),
                limits(document.table("limits")),
                startups(document.table("startups")),
                top.integer("max_connections", defaults.maxConnections(), 1, MANY),
                new AccessSection(document).read(defaults.access()),
                accounts(document.table("accounts"), commands),
                commands.duration("stop_grace", defaults.stopGrace(), Duration.ZERO, LONGEST),
                commands.duration("hangup_grace", defaults.hangupGrace(), Duration.ZERO, LONGEST),
                commands.duration(
                        "terminate_grace", defaults.terminateGrace(), Duration.ZERO, LONGEST),
                commands.duration(
                        "output_drain", defaults.outputDrain(), Duration.ofMillis(1), LONGEST),
                sessions(document.table("sessions")),
                handlers(document.table("handlers")));
    }

    private HandlerSettings handlers(ConfigTable table) {
        return new HandlerSettings(
                table.duration(
                        "timeout", defaults.handlers().timeout(), Duration.ZERO, LONGEST_KEPT));
    }

    private SessionSettings sessions(ConfigTable table) {
        SessionSettings usual = defaults.sessions();
        return new SessionSettings(
                table.duration("keep", usual.keep(), Duration.ZERO, LONGEST_KEPT),
                table.duration("keep_most", usual.keepMost(), Duration.ZERO, LONGEST_KEPT),
                table.duration("results", usual.results(), Duration.ZERO, LONGEST_KEPT),
                table.integer("results_most", usual.resultsMost(), 0, MANY),
                table.size("spool", usual.spool(), 1 << 20, MOST_SPOOL),
                table.find("spool_directory")
                        .flatMap(value -> value.text("a path", paths::of))
                        .orElse(usual.directory()),
                table.find("orphans")
                        .flatMap(value -> value.text("end or list", ServerConfigFile::orphans))
                        .orElse(usual.orphans()));
    }

    private static SessionSettings.Orphans orphans(String text) {
        return switch (text) {
            case "end" -> SessionSettings.Orphans.END;
            case "list" -> SessionSettings.Orphans.LIST;
            default ->
                    throw new IllegalArgumentException(
                            "expected end or list, got " + ConfigValue.quoted(text));
        };
    }

    private List<ListenAddress> listen(ConfigTable top) {
        Optional<ConfigValue> value = top.find("listen");
        value.filter(listen -> listen.content() instanceof TomlArray array && array.isEmpty())
                .ifPresent(listen -> listen.refuse("at least one address"));
        return value.flatMap(
                        listen -> listen.texts("tls://HOST[:PORT] or unix:PATH", this::address))
                .filter(addresses -> !addresses.isEmpty())
                .orElse(defaults.listen());
    }

    private ListenAddress address(String text) {
        try {
            return switch (ListenAddress.parse(text)) {
                case ListenAddress.TlsAddress tls -> tls;
                case ListenAddress.UnixAddress _ ->
                        new ListenAddress.UnixAddress(paths.of(text.substring(UNIX.length())));
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected tls://HOST[:PORT] with a port from 0 to 65535, or unix:PATH, got "
                            + ConfigValue.quoted(text),
                    e);
        }
    }

    private Path hostKey(ConfigTable top) {
        return top.find("host_key")
                .flatMap(value -> value.text("a path", paths::of))
                .orElse(defaults.hostKey());
    }

    private List<Path> authorizedKeys(ConfigTable top) {
        return top.find("authorized_keys")
                .flatMap(value ->
                        value.content() instanceof TomlArray
                                ? value.texts("a path", paths::of)
                                : value.text("a path or an array of paths", paths::of)
                                        .map(List::of))
                .orElse(defaults.authorizedKeys());
    }

    private Limits limits(ConfigTable table) {
        Limits limits = defaults.limits();
        return new Limits(
                table.size("max_body", limits.maxBody(), 1024, 1 << 20),
                table.integer("max_channels", limits.maxChannels(), 1, 65_536),
                table.size("window", limits.window(), 4096, 16 << 20),
                table.duration("ping_interval", limits.pingInterval(), SHORTEST, LONGEST),
                table.duration("handshake", limits.handshake(), SHORTEST, LONGEST));
    }

    private StartupLimits startups(ConfigTable table) {
        StartupLimits limits = defaults.startups();
        int begin = table.integer("begin", limits.begin(), 1, MANY);
        int rate = table.integer("rate", limits.rate(), 0, 100);
        int full = table.integer("full", limits.full(), 1, MANY);
        int perAddress = table.integer("per_address", limits.perAddress(), 1, MANY);
        if (full >= begin) {
            return new StartupLimits(begin, rate, full, perAddress);
        }
        if (document.isSound()) {
            table.find("full")
                    .ifPresentOrElse(
                            value -> value.refuse("at least begin, which is " + begin),
                            () ->
                                    table.find("begin")
                                            .ifPresent(value ->
                                                    value.refuse(
                                                            "at most full, which is " + full)));
        }
        return limits;
    }

    private AccountSettings accounts(ConfigTable table, ConfigTable commands) {
        Optional<ConfigValue> value = table.find("serve");
        value.filter(serve -> serve.content() instanceof TomlArray array && array.isEmpty())
                .ifPresent(serve -> serve.refuse("at least one account, or \"*\" for all"));
        List<String> serve =
                value.flatMap(names -> names.texts("* or NAME", ServerConfigFile::account))
                        .filter(names -> !names.isEmpty())
                        .orElse(defaults.accounts().serve());
        int umask =
                commands.find("umask")
                        .flatMap(mask -> mask.text(UMASK_FORM, ServerConfigFile::umask))
                        .orElse(defaults.accounts().umask());
        return new AccountSettings(serve, umask);
    }

    private static String account(String text) {
        if (text.equals(AccessRules.EVERYBODY) || NAME.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException(
                "expected * or the name of an account, got " + ConfigValue.quoted(text));
    }

    private static int umask(String text) {
        if (UMASK.matcher(text).matches()) {
            return Integer.parseInt(text, 8);
        }
        throw new IllegalArgumentException(
                "expected " + UMASK_FORM + ", got " + ConfigValue.quoted(text));
    }
}
