package dev.landline.server.classic;

import dev.landline.classic.ClassicAddress;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerFiles;
import dev.landline.server.exec.CommandEnvironment;
import dev.landline.server.os.Accounts;
import dev.landline.server.os.GracePeriods;
import dev.landline.server.os.LocalAccount;
import dev.landline.server.os.ProcessLauncher;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a {@link ClassicServer}. For one thread. */
public final class ClassicServerBuilder {

    private static final Duration KILL_WAIT = Duration.ofSeconds(5);
    private static final String ASCII = "ls -l | tr a-z A-Z; echo $? \"{}\" 0123456789";

    private List<ClassicAddress> listen = List.of();
    private boolean anyInterface;
    private Charset charset = StandardCharsets.UTF_8;
    private @Nullable Path uploads;
    private @Nullable ServerConfig config;
    private Map<String, String> environment = System.getenv();
    private ClassicListener events = event -> {};

    ClassicServerBuilder() {}

    /**
     * Where to listen.
     *
     * @param addresses on loopback, or Unix sockets; port 0 for any that is free
     * @return this
     */
    public ClassicServerBuilder listen(ClassicAddress... addresses) {
        this.listen = List.of(addresses);
        return this;
    }

    /**
     * Lets the server listen on addresses that other machines can reach. Whoever reaches them runs
     * commands as this account, unasked, unencrypted; each start says so.
     *
     * @return this
     */
    public ClassicServerBuilder unauthenticatedOnAnyInterface() {
        this.anyInterface = true;
        return this;
    }

    /**
     * What text is in on the wire.
     *
     * @param charset one in which ASCII stays ASCII; without it, UTF-8
     * @return this
     * @throws IllegalArgumentException where ASCII does not stay ASCII in it
     */
    public ClassicServerBuilder charset(Charset charset) {
        if (!charset.canEncode()
                || !new String(ASCII.getBytes(charset), StandardCharsets.US_ASCII).equals(ASCII)) {
            throw new IllegalArgumentException(
                    "charset: expected one in which ASCII stays ASCII, such as UTF-8 or GBK, got "
                            + charset);
        }
        this.charset = charset;
        return this;
    }

    /**
     * Takes uploads, in the dialect {@code json}.
     *
     * @param directory where they are stored; it has to be there
     * @return this
     */
    public ClassicServerBuilder uploads(Path directory) {
        this.uploads = directory;
        return this;
    }

    /**
     * What an operator can set: of it the backlog, the number of connections, the grace times and
     * the output's drain time hold for the classic dialects too.
     *
     * @param config the configuration; without it, {@link ServerConfig#defaults}
     * @return this
     */
    public ClassicServerBuilder config(ServerConfig config) {
        this.config = config;
        return this;
    }

    /**
     * The environment that commands get a part of, instead of that of this process.
     *
     * @param environment name to value
     * @return this
     */
    public ClassicServerBuilder environment(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        return this;
    }

    /**
     * Who hears what happens.
     *
     * @param listener called with each event
     * @return this
     */
    public ClassicServerBuilder events(ClassicListener listener) {
        this.events = listener;
        return this;
    }

    /**
     * Starts the server. It listens when this returns.
     *
     * @return the server; whoever got it closes it
     * @throws IOException where an address cannot be bound or other machines could reach it, or the
     *     directory for uploads cannot be used; nothing is left open then
     * @throws IllegalStateException where no address was given
     */
    public ClassicServer start() throws IOException {
        if (listen.isEmpty()) {
            throw new IllegalStateException("expected at least one address to listen on");
        }
        UploadDirectory directory = uploads == null ? null : UploadDirectory.open(uploads);
        LocalAccount account = Accounts.open().current();
        ServerConfig settings =
                config != null
                        ? config
                        : ServerConfig.defaults(
                                ServerFiles.of(environment, Path.of(account.home())));
        GracePeriods grace =
                new GracePeriods(settings.hangupGrace(), settings.terminateGrace(), KILL_WAIT);
        ProcessLauncher launcher = ProcessLauncher.open(grace);
        Commands commands =
                new Commands(
                        launcher,
                        new CommandEnvironment(account, environment),
                        grace,
                        settings.outputDrain(),
                        charset,
                        events);
        ClassicServer server =
                new ClassicServer(
                        settings,
                        launcher,
                        commands,
                        new Uploads(directory, charset, events),
                        charset,
                        events);
        try {
            for (ClassicAddress address : listen) {
                server.open(address, anyInterface);
            }
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }
}
