package dev.landline.client;

import dev.landline.ConnectionException;
import dev.landline.Limits;
import dev.landline.Target;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.engine.Relay;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.PassphraseSource;
import dev.landline.identity.PrivateKeyFile;
import dev.landline.json.JsonObject;
import dev.landline.link.Link;
import dev.landline.link.TlsIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The choices that a connection is made with. Each method returns the builder itself; for one
 * thread at a time.
 */
public final class LandlineBuilder {

    /** What a client calls itself in its greeting. */
    public static final String SOFTWARE = "landline-java/0.1";

    /** How long a process on this machine may take to greet. */
    private static final Duration NEARBY = Duration.ofSeconds(2);

    private final Target target;
    private UserFiles files = UserFiles.ofThisUser();
    private @Nullable IdentityKey key;
    private @Nullable ClientIdentity identity;
    private @Nullable Path keyFile;
    private @Nullable HostKeyPolicy hostKeys;
    private PassphraseSource passphrases = PassphraseSource.none();
    private Limits limits = Limits.DEFAULTS;
    private Duration timeout = Duration.ofSeconds(15);
    private FrameListener trace = FrameListener.NONE;
    private String name = "c1";
    private Duration reconnectFor = Duration.ofMinutes(10);
    private ReconnectListener reconnectListener = ReconnectListener.NONE;
    private Supplier<? extends Thread.Builder> threads = Thread::ofVirtual;
    private SharedLinks shared = SharedLinks.NONE;

    LandlineBuilder(Target target) {
        this.target = target;
    }

    /**
     * The key to be known by.
     *
     * @param key a key in memory
     * @return this
     */
    public LandlineBuilder key(IdentityKey key) {
        this.key = Objects.requireNonNull(key);
        return this;
    }

    /**
     * The key to be known by, with its certificate: for those who connect to many hosts.
     *
     * @param identity a key in memory
     * @return this
     */
    public LandlineBuilder identity(ClientIdentity identity) {
        this.identity = Objects.requireNonNull(identity);
        return this;
    }

    /**
     * The key to be known by. Without one, the user's own is taken, as {@link UserKey} finds it.
     *
     * @param file a private key as {@code ssh-keygen} writes it
     * @return this
     */
    public LandlineBuilder keyFile(Path file) {
        this.keyFile = file;
        return this;
    }

    /**
     * Who is asked for a passphrase. Without one, a protected key is an error.
     *
     * @param source called on the connecting thread
     * @return this
     */
    public LandlineBuilder passphrases(PassphraseSource source) {
        this.passphrases = source;
        return this;
    }

    /**
     * Which hosts are trusted. Without a policy: those in the user's known hosts.
     *
     * @param policy asked in the handshake
     * @return this
     */
    public LandlineBuilder hostKeys(HostKeyPolicy policy) {
        this.hostKeys = policy;
        return this;
    }

    /**
     * Where keys and known hosts are looked for.
     *
     * @param files the directories
     * @return this
     */
    public LandlineBuilder files(UserFiles files) {
        this.files = files;
        return this;
    }

    /**
     * How long connecting may take, for TCP and for the TLS handshake each.
     *
     * @param timeout 1 ms or more; 15 seconds without a choice
     * @return this
     */
    public LandlineBuilder timeout(Duration timeout) {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeout: expected 1 ms or more, got " + timeout);
        }
        this.timeout = timeout;
        return this;
    }

    /**
     * What this side allows, and how long the greeting may take.
     *
     * @param limits the limits
     * @return this
     */
    public LandlineBuilder limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    /**
     * How long to try to make a connection anew that has broken while commands run that are to be
     * kept or to run by themselves, and who hears of it. Pauses are random and grow to five
     * seconds. The same key and the same policy on hosts are used again.
     *
     * @param atMost ten minutes without a choice; zero never tries
     * @param listener hears how it goes
     * @return this
     */
    public LandlineBuilder reconnect(Duration atMost, ReconnectListener listener) {
        this.reconnectFor = atMost;
        this.reconnectListener = listener;
        return this;
    }

    /**
     * Who may have a connection to the server already. Whoever they are sees all that is sent, and
     * is trusted with it.
     *
     * @param links asked before each attempt to connect
     * @return this
     */
    public LandlineBuilder shared(SharedLinks links) {
        this.shared = links;
        return this;
    }

    /**
     * Shows every frame.
     *
     * @param listener called with each frame, on the connection's threads
     * @return this
     */
    public LandlineBuilder trace(FrameListener listener) {
        this.trace = listener;
        return this;
    }

    /**
     * What to call the connection in the names of its threads.
     *
     * @param name a short word
     * @return this
     */
    public LandlineBuilder name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Which kind of thread the connection runs on. Virtual threads, the default, serve thousands of
     * connections. A process that has one connection starts and ends sooner with {@code () ->
     * Thread.ofPlatform().daemon()}: a virtual thread that reads from a socket leaves a thread of
     * the JVM behind that waits in the kernel, and for such a thread the JVM waits 300 ms when it
     * exits.
     *
     * @param threads gives a builder for each thread
     * @return this
     */
    public LandlineBuilder threads(Supplier<? extends Thread.Builder> threads) {
        this.threads = threads;
        return this;
    }

    /**
     * Connects, proves and checks identities, greets. Blocks the calling thread.
     *
     * @return the connection, authorised and ready
     * @throws ConnectionException where the server cannot be reached, is not trusted, or refuses
     * @throws IOException where the key cannot be read
     */
    public Landline connect() throws IOException {
        return landline(dial());
    }

    /**
     * Connects through somebody who keeps a connection to the server ({@link #shared}), and in no
     * other way. Where that breaks later it is made anew like any other: through somebody, or else
     * with the key.
     *
     * @return the connection; empty where nobody keeps one, or does not answer
     */
    public Optional<Landline> connectShared() {
        return dialShared().map(this::landline);
    }

    /**
     * Connects as {@link #connect} does, to carry the channels of several clients.
     *
     * @param desk answers what clients ask the relay itself; see {@link Relay#over}
     * @return the relay, which waits for clients
     * @throws ConnectionException where the server cannot be reached, is not trusted, or refuses
     * @throws IOException where the key cannot be read
     */
    public Relay relay(Function<JsonObject, String> desk) throws IOException {
        return Relay.over(link(), settings(limits), desk);
    }

    private Landline landline(Connection connection) {
        return new Landline(
                name,
                new Line(name, connection, this::dial, threads, reconnectFor, reconnectListener),
                user());
    }

    private Connection dial() throws IOException {
        Optional<Connection> through = dialShared();
        return through.isPresent() ? through.get() : Connection.connect(link(), settings(limits));
    }

    private Optional<Connection> dialShared() {
        Optional<Link> link = shared.find();
        if (link.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Connection.connect(link.get(), settings(limits.withHandshake(NEARBY))));
        } catch (IOException e) {
            return Optional.empty(); // It ends, or hangs: what it would have done can be done here.
        }
    }

    private Link link() throws IOException {
        return switch (target) {
            case Target.UnixSocket unix -> new Connector(timeout, threads).unix(unix);
            case Target.Host host -> tls(host);
        };
    }

    private Connection.Settings settings(Limits own) {
        return new Connection.Settings(
                name, SOFTWARE, own, List.of(), Optional.empty(), trace, threads);
    }

    private Link tls(Target.Host host) throws IOException {
        HostKeyPolicy policy =
                hostKeys != null ? hostKeys : TrustedHosts.strict(files.knownHosts());
        TlsIdentity own = (identity != null ? identity : ClientIdentity.of(ownKey())).tls();
        return new Connector(timeout, threads)
                .tls(host, own, hostKey -> policy.check(host, hostKey));
    }

    private IdentityKey ownKey() throws IOException {
        if (key != null) {
            return key;
        }
        return keyFile != null
                ? PrivateKeyFile.load(keyFile, passphrases)
                : UserKey.find(files, passphrases).key();
    }

    private Optional<String> user() {
        return target instanceof Target.Host host ? host.user() : Optional.empty();
    }
}
