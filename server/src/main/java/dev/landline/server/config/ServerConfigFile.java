package dev.landline.server.config;

import dev.landline.Limits;
import dev.landline.server.auth.AccessRules;
import dev.landline.server.config.ConfigQuestion.Kind;
import dev.landline.setting.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

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

    private static final String PATH = "a path";

    private static final Kind<SessionSettings.Orphans> ORPHANS =
            new Kind<>(
                    ServerConfigFile::orphans, orphans -> orphans.name().toLowerCase(Locale.ROOT));
    private static final Kind<String> ACCOUNTS =
            new Kind<>(ServerConfigFile::account, UnaryOperator.identity());
    private static final Kind<Integer> UMASKS =
            new Kind<>(ServerConfigFile::umask, "%03o"::formatted);

    private static final String LOOPBACK_FORM =
            "\"\", or an address that only this machine can reach, such as 127.0.0.1:9464";
    private static final Kind<Optional<LoopbackAddress>> LOOPBACK =
            new Kind<>(
                    ServerConfigFile::loopback,
                    address -> address.map(LoopbackAddress::toString).orElse(""));

    private static final String ON = "on";
    private static final String OFF = "off";
    private static final Kind<Boolean> SWITCH =
            new Kind<>(ServerConfigFile::isOn, on -> on ? ON : OFF);

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
        return read(document, paths, ServerConfig.defaults(files));
    }

    /** The same with other defaults. */
    static ServerConfig read(ConfigDocument document, ConfigPaths paths, ServerConfig defaults) {
        return new ServerConfigFile(document, paths, defaults).read();
    }

    private ServerConfig read() {
        ConfigTable top = document.top();
        ConfigTable commands = document.table("commands");
        return new ServerConfig(
                listen(top),
                top.setting(
                                "backlog",
                                "how many connections the kernel holds that were not accepted yet")
                        .atStart()
                        .integer(defaults.backlog(), 1, 65_535),
                top.setting("host_key", "the server's own key; made where it is not there")
                        .atStart()
                        .text(defaults.hostKey(), PATH, path()),
                top.setting(
                                "authorized_keys",
                                "files of the keys that may connect, asked in this order")
                        .textOrTexts(
                                defaults.authorizedKeys(),
                                PATH,
                                "a path or an array of paths",
                                path()),
                limits(document.table("limits")),
                startups(document.table("startups")),
                top.setting("max_connections", "how many authorised connections there may be")
                        .integer(defaults.maxConnections(), 1, MANY),
                new AccessSection(document).read(defaults.access()),
                accounts(document.table("accounts"), commands),
                commands.setting(
                                "stop_grace",
                                "how long a server that stops waits for commands to end")
                        .duration(defaults.stopGrace(), Duration.ZERO, LONGEST),
                commands.setting(
                                "hangup_grace",
                                "how long a command that is to end gets after HUP, until TERM")
                        .duration(defaults.hangupGrace(), Duration.ZERO, LONGEST),
                commands.setting("terminate_grace", "how long it gets after TERM, until KILL")
                        .duration(defaults.terminateGrace(), Duration.ZERO, LONGEST),
                commands.setting(
                                "output_drain",
                                "how long output may be held open, silently, after a command's end")
                        .duration(defaults.outputDrain(), Duration.ofMillis(1), LONGEST),
                sessions(document.table("sessions")),
                handlers(document.table("handlers")),
                metrics(document.table("metrics")));
    }

    private MetricsSettings metrics(ConfigTable table) {
        return new MetricsSettings(
                table.setting("listen", "where Prometheus may ask by HTTP; \"\": nowhere")
                        .atStart()
                        .text(defaults.metrics().listen(), LOOPBACK_FORM, LOOPBACK),
                table.setting("flight_recorder", "whether the JDK's flight recorder is told events")
                        .text(defaults.metrics().flightRecorder(), "on or off", SWITCH));
    }

    private static boolean isOn(String text) {
        return switch (text) {
            case ON -> true;
            case OFF -> false;
            default ->
                    throw new IllegalArgumentException(
                            "expected on or off, got " + ConfigValue.quoted(text));
        };
    }

    private static Optional<LoopbackAddress> loopback(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LoopbackAddress.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected " + LOOPBACK_FORM + ", got " + ConfigValue.quoted(text), e);
        }
    }

    private HandlerSettings handlers(ConfigTable table) {
        HandlerSettings usual = defaults.handlers();
        return new HandlerSettings(
                table.setting("timeout", "how long a call of a handler may take; 0s: no end")
                        .duration(usual.timeout(), Duration.ZERO, LONGEST_KEPT),
                usual.directory()
                        .map(directory ->
                                table.setting("directory", "where jars with handlers are")
                                        .atStart()
                                        .text(directory, PATH, path())));
    }

    private SessionSettings sessions(ConfigTable table) {
        SessionSettings usual = defaults.sessions();
        return new SessionSettings(
                table.setting("keep", "how long a command goes on that nobody is joined to")
                        .duration(usual.keep(), Duration.ZERO, LONGEST_KEPT),
                table.setting("keep_most", "the same at most, whatever the client says")
                        .duration(usual.keepMost(), Duration.ZERO, LONGEST_KEPT),
                table.setting("results", "how long the end of a command can be asked for")
                        .duration(usual.results(), Duration.ZERO, LONGEST_KEPT),
                table.setting("results_most", "how many ended commands are kept for that at most")
                        .integer(usual.resultsMost(), 0, MANY),
                table.setting(
                                "spool",
                                "how much of each output of a command by itself is kept on disk")
                        .size(usual.spool(), 1 << 20, MOST_SPOOL),
                table.setting("spool_directory", "where that is written")
                        .atStart()
                        .text(usual.directory(), PATH, path()),
                table.setting("orphans", "what becomes of commands of an earlier, killed run")
                        .atStart()
                        .text(usual.orphans(), "end or list", ORPHANS));
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
        return top.setting("listen", "where to listen")
                .atStart()
                .someTexts(
                        defaults.listen(),
                        "tls://HOST[:PORT] or unix:PATH",
                        "at least one address",
                        new Kind<>(this::address, ListenAddress::toString));
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

    private Kind<Path> path() {
        return new Kind<>(paths::of, Path::toString);
    }

    private Limits limits(ConfigTable table) {
        Limits limits = defaults.limits();
        return new Limits(
                table.setting("max_body", "the longest body of one frame")
                        .size(limits.maxBody(), 1024, 1 << 20),
                table.setting("max_channels", "how many commands a connection may run at once")
                        .integer(limits.maxChannels(), 1, 65_536),
                table.setting(
                                "window",
                                "how much of a command's input may be under way before it is taken")
                        .size(limits.window(), 4096, 16 << 20),
                table.setting("ping_interval", "how long the line may be quiet before a ping")
                        .duration(limits.pingInterval(), SHORTEST, LONGEST),
                table.setting("handshake", "how long connecting may take in all")
                        .duration(limits.handshake(), SHORTEST, LONGEST));
    }

    private StartupLimits startups(ConfigTable table) {
        StartupLimits limits = defaults.startups();
        int begin =
                table.setting("begin", "with this many on their way in, some new ones are dropped")
                        .integer(limits.begin(), 1, MANY);
        int rate =
                table.setting("rate", "how many per cent are dropped at first")
                        .integer(limits.rate(), 0, 100);
        int full =
                table.setting("full", "with this many on their way in, all new ones are dropped")
                        .integer(limits.full(), 1, MANY);
        int perAddress =
                table.setting("per_address", "the same for those from one address")
                        .integer(limits.perAddress(), 1, MANY);
        if (full >= begin) {
            return new StartupLimits(begin, rate, full, perAddress);
        }
        if (document.isSound()) {
            refuseStartups(table, begin, full);
        }
        return limits;
    }

    /** The one to change is the one that was set later. */
    private static void refuseStartups(ConfigTable table, int begin, int full) {
        Optional<ConfigValue> atBegin = table.find("begin");
        Optional<ConfigValue> atFull = table.find("full");
        if (origin(atFull).compareTo(origin(atBegin)) >= 0) {
            atFull.ifPresent(value -> value.refuse("at least begin, which is " + begin));
        } else {
            atBegin.ifPresent(value -> value.refuse("at most full, which is " + full));
        }
    }

    private static Setting.From origin(Optional<ConfigValue> value) {
        return value.map(ConfigValue::from).orElse(Setting.From.DEFAULT);
    }

    private AccountSettings accounts(ConfigTable table, ConfigTable commands) {
        return new AccountSettings(
                table.setting("serve", "whom a server of root runs commands and moves files as")
                        .atStart()
                        .someTexts(
                                defaults.accounts().serve(),
                                "* or NAME",
                                "at least one account, or \"*\" for all",
                                ACCOUNTS),
                commands.setting("umask", "the umask of other accounts than the server's own")
                        .text(defaults.accounts().umask(), UMASK_FORM, UMASKS));
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
