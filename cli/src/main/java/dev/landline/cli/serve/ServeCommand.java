package dev.landline.cli.serve;

import dev.landline.cli.console.GlobalOptions;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Signals;
import dev.landline.cli.console.StopSignals;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.TraceLines;
import dev.landline.json.JsonValue;
import dev.landline.server.LandlineServer;
import dev.landline.server.LandlineServerBuilder;
import dev.landline.server.config.ConfigException;
import dev.landline.server.config.ConfigSource;
import dev.landline.server.config.ListenAddress;
import dev.landline.server.config.ServerConfig;
import dev.landline.setting.Setting;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code landline serve}. */
@Command(
        name = "serve",
        header = "Let others run commands on this machine.",
        description = {
            "",
            "Who may connect stands in ~/.config/landline/authorized_keys and",
            "~/.ssh/authorized_keys. The server's own key is made on the first start. Commands run"
                    + " as this account; those of a server that root has started, as the account in"
                    + " whose files the key stands.",
            "TERM and INT stop it: commands get a time to end by themselves; a second signal stops"
                + " it at once. HUP rereads the configuration file: what can change while it runs"
                + " changes, and no connection drops.",
            ""
        },
        customSynopsis = "landline serve [OPTION]...",
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:stopped by a signal",
            "1:cannot listen, or cannot read or make the host key",
            "2:wrong usage, or a mistake in the configuration file"
        })
public final class ServeCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISCONFIGURED = 2;
    private static final String HANGUP = "HUP";
    private static final List<String> STOP = List.of("INT", "TERM");

    @Option(
            names = {"-l", "--listen"},
            paramLabel = "URI",
            converter = ListenUri.class,
            description =
                    "tls://HOST[:PORT] or unix:PATH; port 0 takes any that is free. May be"
                            + " repeated. Default: all interfaces, port 7022.")
    private final List<ListenAddress> listen = new ArrayList<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = {
                "The configuration; the other options here override what it says. Default, if it is"
                        + " there:",
                "~/.config/landline/landline.toml"
            })
    private @Nullable Path config;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            description = "How many connections may wait to be accepted, 1 to 65535.")
    private @Nullable Integer backlog;

    @Option(
            names = "--authorized-keys",
            paramLabel = "FILE",
            description =
                    "Keys that may connect, instead of the files named above. May be repeated.")
    private final List<Path> authorizedKeys = new ArrayList<>();

    @Option(
            names = "--host-key",
            paramLabel = "FILE",
            description = "The server's own private key; made where it is not there.")
    private @Nullable Path hostKey;

    private final Surroundings here;
    private final Messages messages;
    private final GlobalOptions options;

    /** Reads a listen address. */
    static final class ListenUri implements ITypeConverter<ListenAddress> {
        @Override
        public ListenAddress convert(String value) {
            try {
                return ListenAddress.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** The command, to be filled in by picocli. */
    public ServeCommand(Surroundings here, Messages messages, GlobalOptions options) {
        this.here = here;
        this.messages = messages;
        this.options = options;
    }

    @Override
    public Integer call() {
        ConfigSource source;
        ServerConfig settings;
        try {
            source = source();
            settings = source.read().config();
        } catch (ConfigException e) {
            e.problems().forEach(messages::say);
            return MISCONFIGURED;
        }
        ServerLog log = new ServerLog(messages, here.clock(), options.verbose());
        try (LandlineServer server = builder(source, log).start();
                Signals.Registration _ = here.signals().beforeExit(server::close)) {
            StopSignals.handle(STOP, here.signals(), log::write, server::close);
            var _ = here.signals().handle(HANGUP, () -> reread(server, log));
            server.addresses().forEach(address -> log.write(listening(address, server)));
            server.metricsAddress().ifPresent(address -> log.write(metrics(address)));
            if (settings.listen().stream().anyMatch(ListenAddress.TlsAddress.class::isInstance)) {
                boolean root = ProcessHandle.current().info().user().equals(Optional.of("root"));
                new KeyNotes(messages).about(settings.authorizedKeys(), root);
            }
            server.awaitClosed();
            return 0;
        } catch (IOException e) {
            messages.failure("", e);
            return FAILED;
        }
    }

    /** What has changed is told by events. */
    private static void reread(LandlineServer server, ServerLog log) {
        try {
            server.settings().reload("SIG" + HANGUP);
            List<String> waiting =
                    server.settings().list().stream()
                            .filter(setting -> setting.next().isPresent())
                            .map(Setting::name)
                            .toList();
            log.write(
                    "the configuration was read again"
                            + (waiting.isEmpty()
                                    ? ""
                                    : "; a restart is needed for " + String.join(", ", waiting)));
        } catch (ConfigException e) {
            e.problems().forEach(log::write);
            log.write("the configuration has mistakes: everything stays as it was");
        }
    }

    private static String listening(ListenAddress address, LandlineServer server) {
        return switch (address) {
            case ListenAddress.TlsAddress tls ->
                    "listening on " + tls + ", host key " + server.fingerprint();
            case ListenAddress.UnixAddress unix -> "listening on " + unix;
        };
    }

    private static String metrics(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return "metrics at http://"
                + (address.getAddress() instanceof Inet6Address ? "[::1]" : host)
                + ":"
                + address.getPort()
                + "/metrics";
    }

    /** What the options say stands over the file. */
    private ConfigSource source() throws ConfigException {
        ConfigSource source = Configured.source(config, here);
        if (!listen.isEmpty()) {
            source = source.listen(listen);
        }
        if (backlog != null) {
            source = source.with("backlog", new JsonValue.Int(backlog), Setting.From.OPTION);
        }
        if (hostKey != null) {
            source = source.hostKey(hostKey);
        }
        return authorizedKeys.isEmpty() ? source : source.authorizedKeys(authorizedKeys);
    }

    private LandlineServerBuilder builder(ConfigSource source, ServerLog log) {
        LandlineServerBuilder builder =
                LandlineServer.builder()
                        .config(source)
                        .environment(here.environment())
                        .events(log)
                        .jmx();
        return options.trace()
                ? builder.trace(new TraceLines(messages, here.clock())::of)
                : builder;
    }
}
