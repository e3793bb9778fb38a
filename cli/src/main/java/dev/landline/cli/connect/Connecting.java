package dev.landline.cli.connect;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Target;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.TerminalPassphrases;
import dev.landline.cli.console.TraceLines;
import dev.landline.cli.share.ShareSetting;
import dev.landline.cli.share.SharedConnection;
import dev.landline.client.HostKeyException;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.Landline;
import dev.landline.client.LandlineBuilder;
import dev.landline.client.ReconnectListener;
import dev.landline.client.TrustedHosts;
import dev.landline.client.UserFiles;
import dev.landline.client.UserKey;
import dev.landline.client.diagnosis.Diagnosis;
import dev.landline.client.fleet.Fleet;
import dev.landline.client.fleet.HostConnections;
import dev.landline.client.hosts.Host;
import dev.landline.engine.Relay;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.PassphraseSource;
import dev.landline.identity.PrivateKeyFile;
import dev.landline.json.JsonObject;
import dev.landline.link.FastCurves;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connects in the way that people know from {@code ssh}: with their key, and asking at first
 * contact.
 */
final class Connecting {

    private static final String CONNECTION = "c1";

    private final Choices choices;
    private final Surroundings here;
    private final Messages messages;
    private final UserFiles files;
    private final PassphraseSource passphrases;
    private Sharing.Leaving leaving = Sharing.Leaving.NONE;
    private boolean secret;

    /**
     * What the command line says about connecting.
     *
     * @param identity the private key; null for the user's own
     * @param knownHosts the file of trusted hosts; null for the user's own
     * @param acceptNew whether to trust unknown hosts
     * @param mayAsk whether the person at the terminal may be asked
     * @param timeout how long connecting may take
     * @param trace whether to show frames
     * @param reconnectFor how long to try to make a connection anew
     * @param listener hears of that
     * @param share whether the connection is to be shared, whatever the settings say
     * @param noShare whether it is not, whatever they say
     */
    record Choices(
            @Nullable Path identity,
            @Nullable Path knownHosts,
            boolean acceptNew,
            boolean mayAsk,
            Duration timeout,
            boolean trace,
            Duration reconnectFor,
            ReconnectListener listener,
            boolean share,
            boolean noShare) {}

    Connecting(Choices choices, Surroundings here, Messages messages) {
        this.choices = choices;
        this.here = here;
        this.messages = messages;
        this.files = UserFiles.of(here.environment()::get, here.home());
        PassphraseSource source =
                choices.mayAsk()
                        ? new TerminalPassphrases(here.terminal())
                        : PassphraseSource.none();
        this.passphrases =
                (file, attempt) -> {
                    secret = true;
                    return source.passphrase(file, attempt);
                };
    }

    Landline connect(Host known) throws Complaint, IOException {
        return switch (TargetHosts.target(known)) {
            case Target.UnixSocket socket -> logged(builder(socket));
            case Target.Host host -> {
                Optional<Duration> idle = shareFor();
                yield idle.isPresent()
                        ? sharing(host, known, idle.get())
                        : connect(host, ownKey(known));
            }
        };
    }

    /** How long a connection is to be kept that nobody uses; empty where none is shared. */
    private Optional<Duration> shareFor() throws Complaint, IOException {
        if (choices.noShare()) {
            return Optional.empty();
        }
        Optional<Duration> said = ShareSetting.read(ShareSetting.file(files.config()));
        return choices.share() ? Optional.of(said.orElse(ShareSetting.USUAL)) : said;
    }

    /** Nothing of keys, known hosts and TLS is loaded where somebody keeps a connection. */
    private Landline sharing(Target.Host host, Host known, Duration idle)
            throws Complaint, IOException {
        Sharing sharing =
                new Sharing(
                        Sharing.directory(here),
                        shared(host, identity(known)),
                        idle,
                        here,
                        messages);
        LandlineBuilder builder =
                builder(host).shared(sharing).passphrases(passphrases).hostKeys(policy());
        identity(known).ifPresent(builder::keyFile);
        long began = System.nanoTime();
        Optional<Landline> through = builder.connectShared();
        if (through.isPresent()) {
            sayConnected(through.get(), began);
            return through.get();
        }
        Landline own = connect(host, ownKey(known));
        if (secret) {
            sharing.notShared("the key has a passphrase, and a process that keeps it cannot ask");
        } else {
            leaving = sharing.leaveBehind();
        }
        return own;
    }

    /** To be called when the command is over. */
    void commandIsOver() throws InterruptedException {
        leaving.commandIsOver();
    }

    /** What decides which connection it is. */
    SharedConnection shared(Target.Host host, Optional<Path> identity) {
        return new SharedConnection(
                host.host(), host.port(), identity, knownHosts(), files.config(), files.ssh());
    }

    /** A connection for other processes, made without asking anybody. */
    Relay relay(Target.Host host, Function<JsonObject, String> desk) throws IOException {
        LandlineBuilder builder =
                builder(host)
                        .threads(Thread::ofVirtual)
                        .passphrases(PassphraseSource.none())
                        .hostKeys(TrustedHosts.strict(knownHosts()));
        if (choices.identity() != null) {
            builder.keyFile(choices.identity());
        }
        return builder.relay(desk);
    }

    /** The same for many, of which nobody is asked whether to trust one. */
    Fleet.Connecting many() {
        FastCurves.install();
        HostConnections connections =
                new HostConnections(
                        files,
                        passphrases,
                        policy(),
                        Optional.ofNullable(choices.identity()),
                        this::sayMade);
        TraceLines trace = new TraceLines(messages, here.clock());
        return host -> {
            LandlineBuilder builder =
                    connections
                            .to(host)
                            .timeout(choices.timeout())
                            .reconnect(choices.reconnectFor(), choices.listener());
            return choices.trace() ? builder.trace(trace.of(host.name())) : builder;
        };
    }

    /** A look at the way to a host, which asks nothing but passphrases and makes no key. */
    Diagnosis examine(Host known) throws Complaint {
        return examined(TargetHosts.target(known))
                .identity(() -> existingKey(known))
                .hostKeys(policy());
    }

    /** The choices that hold for a look at every kind of target. */
    Diagnosis examined(Target target) {
        FastCurves.install();
        Diagnosis diagnosis =
                Diagnosis.of(target)
                        .timeout(choices.timeout())
                        .clock(here.clock())
                        .threads(() -> Thread.ofPlatform().daemon());
        return choices.trace()
                ? diagnosis.trace(new TraceLines(messages, here.clock()).of(CONNECTION))
                : diagnosis;
    }

    /** The choices that hold for every kind of target. */
    LandlineBuilder builder(Target target) {
        LandlineBuilder builder =
                Landline.to(target)
                        .files(files)
                        .timeout(choices.timeout())
                        .reconnect(choices.reconnectFor(), choices.listener())
                        .name(CONNECTION)
                        .threads(() -> Thread.ofPlatform().daemon());
        return choices.trace()
                ? builder.trace(new TraceLines(messages, here.clock()).of(CONNECTION))
                : builder;
    }

    Landline logged(LandlineBuilder builder) throws IOException {
        long began = System.nanoTime();
        Landline landline = builder.connect();
        sayConnected(landline, began);
        return landline;
    }

    private void sayConnected(Landline landline, long began) {
        messages.detail(
                "connected ("
                        + landline
                        + ") in "
                        + (System.nanoTime() - began) / 1_000_000
                        + " ms");
    }

    private Optional<Path> identity(Host host) {
        return Optional.ofNullable(choices.identity()).or(host::key);
    }

    private IdentityKey ownKey(Host host) throws IOException {
        FastCurves.install(); // what may be shared has not done so
        Optional<Path> file = identity(host);
        if (file.isPresent()) {
            return PrivateKeyFile.load(file.get(), passphrases);
        }
        UserKey.Found found = UserKey.find(files, passphrases);
        if (found.created()) {
            sayMade(found.key());
        }
        return found.key();
    }

    private Optional<IdentityKey> existingKey(Host host) throws IOException {
        Optional<Path> file = identity(host);
        return file.isPresent()
                ? Optional.of(PrivateKeyFile.load(file.get(), passphrases))
                : UserKey.existing(files, passphrases);
    }

    private void sayMade(IdentityKey key) {
        messages.say("there was no key, so one was made: " + described(key));
    }

    private Landline connect(Target.Host host, IdentityKey key) throws Complaint, IOException {
        messages.detail("connecting to " + host + " with the key " + described(key));
        try {
            return connectAsking(host, key);
        } catch (ConnectionException e) {
            if (e.code() == ErrorCode.UNAUTHORIZED) {
                throw unauthorized(host, key, e);
            }
            throw e;
        }
    }

    private Landline connectAsking(Target.Host host, IdentityKey key)
            throws Complaint, IOException {
        try {
            return logged(builder(host).key(key).hostKeys(policy()));
        } catch (HostKeyException e) {
            if (e.code() != ErrorCode.HOST_KEY_UNKNOWN) {
                throw e;
            }
            new FirstContact(host, e, here.terminal(), messages).ask(choices.mayAsk());
            TrustedHosts.add(knownHosts(), host, e.hostKey());
            messages.say(
                    host
                            + ": added host key "
                            + HostKeyPolicy.fingerprint(host, e.hostKey())
                            + " to "
                            + knownHosts());
            return logged(builder(host).key(key).hostKeys(policy()));
        }
    }

    private HostKeyPolicy policy() {
        return choices.acceptNew()
                ? TrustedHosts.acceptNew(
                        knownHosts(),
                        (host, fingerprint) ->
                                messages.say(
                                        host
                                                + ": added host key "
                                                + fingerprint
                                                + " to "
                                                + knownHosts()))
                : TrustedHosts.strict(knownHosts());
    }

    private Path knownHosts() {
        return choices.knownHosts() != null ? choices.knownHosts() : files.knownHosts();
    }

    private static Complaint unauthorized(
            Target.Host host, IdentityKey key, ConnectionException cause) throws IOException {
        return new Complaint(
                host + ": " + cause.getMessage() + "; you came with the key " + described(key),
                List.of(
                        "on "
                                + host.host()
                                + ": echo '"
                                + key.publicKeyLine().text()
                                + "' | landline keys authorize -",
                        "or name another key with -i FILE"),
                cause);
    }

    private static String described(IdentityKey key) {
        return key.fingerprint() + key.source().map(file -> " from " + file).orElse("");
    }
}
