package dev.landline.cli.classic;

import dev.landline.classic.ClassicAddress;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Signals;
import dev.landline.cli.console.StopSignals;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.serve.Configured;
import dev.landline.server.classic.ClassicServer;
import dev.landline.server.classic.ClassicServerBuilder;
import dev.landline.server.classic.ReachableAddressException;
import dev.landline.server.config.ConfigException;
import dev.landline.server.config.ServerConfig;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code landline classic serve}. */
@Command(
        name = "serve",
        header = "Run commands for the plain scripts of people who learn sockets.",
        description = {
            "",
            "Whoever can connect runs commands as this account: nobody is asked who they are and"
                    + " nothing is encrypted. So it listens on loopback and on Unix sockets of this"
                    + " account only.",
            "Commands, their output and their exit status are logged. A command whose client has"
                + " left is ended: at once where the connection broke, after 2 s where the client"
                + " has closed its side. So is whatever a command leaves running.",
            "TERM, INT and HUP stop it.",
            ""
        },
        customSynopsis = "landline classic serve [OPTION]... URI...",
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:stopped by a signal",
            "1:cannot listen, or cannot use the directory for uploads",
            "2:wrong usage, or a mistake in the configuration file"
        })
public final class ClassicServeCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISCONFIGURED = 2;

    @Parameters(
            arity = "1..*",
            paramLabel = "URI",
            converter = ClassicUri.class,
            description = {
                "Where to listen, and what is spoken there; port 0 takes any that is free:",
                "upper, raw, length, int32 or json://HOST:PORT, the same with +unix:PATH, or"
                        + " upper+udp://HOST:PORT"
            })
    private final List<ClassicAddress> listen = new ArrayList<>();

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            converter = CharsetName.class,
            description =
                    "What text is in on the wire, such as gbk: commands are read in it and what"
                        + " they write is turned into it. Default: UTF-8, which passes every byte.")
    private Charset charset = StandardCharsets.UTF_8;

    @Option(
            names = "--upload-dir",
            paramLabel = "DIR",
            description =
                    "Store what json clients upload in this directory. Without it, uploads are"
                            + " refused.")
    private @Nullable Path uploads;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The configuration of landline serve, of which backlog, max_connections and"
                            + " [commands] hold here too. Default, if it is there:"
                            + " ~/.config/landline/landline.toml")
    private @Nullable Path config;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            description = "How many connections may wait to be accepted, 1 to 65535.")
    private @Nullable Integer backlog;

    @Option(
            names = "--unauthenticated-on-any-interface",
            description =
                    "Listen also where other machines can connect: all of them can run commands as"
                            + " this account.")
    private boolean anyInterface;

    private final Surroundings here;
    private final Messages messages;

    /** The command, to be filled in by picocli. */
    public ClassicServeCommand(Surroundings here, Messages messages) {
        this.here = here;
        this.messages = messages;
    }

    @Override
    public Integer call() {
        ClassicServerBuilder builder;
        try {
            builder = builder();
        } catch (ConfigException e) {
            e.problems().forEach(messages::say);
            return MISCONFIGURED;
        } catch (IllegalArgumentException e) {
            messages.say(String.valueOf(e.getMessage()));
            return MISCONFIGURED;
        }
        try (ClassicServer server = builder.start();
                Signals.Registration _ = here.signals().beforeExit(server::close)) {
            StopSignals.handle(
                    List.of("INT", "TERM", "HUP"), here.signals(), messages::say, server::close);
            server.awaitClosed();
            return 0;
        } catch (IOException e) {
            messages.failure("", e);
            if (e.getCause() instanceof ReachableAddressException) {
                messages.hint("listen on 127.0.0.1 and let people come through ssh or landline");
                messages.hint("--unauthenticated-on-any-interface, where nobody else can connect");
            }
            return FAILED;
        }
    }

    private ClassicServerBuilder builder() throws ConfigException {
        ServerConfig settings = Configured.by(config, here);
        ClassicServerBuilder builder =
                ClassicServer.builder()
                        .listen(listen.toArray(ClassicAddress[]::new))
                        .charset(charset)
                        .config(backlog == null ? settings : settings.withBacklog(backlog))
                        .environment(here.environment())
                        .events(new ClassicLog(messages));
        if (uploads != null) {
            builder.uploads(here.directory().resolve(uploads));
        }
        return anyInterface ? builder.unauthenticatedOnAnyInterface() : builder;
    }
}
