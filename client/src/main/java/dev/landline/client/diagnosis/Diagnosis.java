package dev.landline.client.diagnosis;

import dev.landline.Limits;
import dev.landline.Target;
import dev.landline.client.HostKeyPolicy;
import dev.landline.client.TrustedHosts;
import dev.landline.client.UserFiles;
import dev.landline.client.UserKey;
import dev.landline.engine.FrameListener;
import dev.landline.identity.IdentityKey;
import dev.landline.identity.PassphraseSource;
import dev.landline.probe.ProbeRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks for what is slow or wrong between this machine and a server: the choices for it. Each
 * method returns the object itself; for one thread at a time.
 */
public final class Diagnosis {

    private final Target target;
    private Identity identity =
            () -> UserKey.existing(UserFiles.ofThisUser(), PassphraseSource.none());
    private HostKeyPolicy hostKeys = TrustedHosts.strict(UserFiles.ofThisUser().knownHosts());
    private Duration timeout = Duration.ofSeconds(15);
    private Duration flow = Duration.ofSeconds(2);
    private FrameListener trace = FrameListener.NONE;
    private Supplier<? extends Thread.Builder> threads = Thread::ofVirtual;
    private InstantSource clock = InstantSource.system();

    /** Finds the key that this side is known by. */
    @FunctionalInterface
    public interface Identity {
        /**
         * Finds it.
         *
         * @return the key; empty where there is none
         * @throws IOException where there is one that cannot be used
         */
        Optional<IdentityKey> find() throws IOException;
    }

    private Diagnosis(Target target) {
        this.target = target;
    }

    /**
     * Begins one.
     *
     * @param target where the server is, or should be
     * @return the choices
     */
    public static Diagnosis of(Target target) {
        return new Diagnosis(target);
    }

    /**
     * The key to be known by. Without a choice the user's own is looked for, and none is made.
     *
     * @param key called once, before anything is connected
     * @return this
     */
    public Diagnosis identity(Identity key) {
        this.identity = key;
        return this;
    }

    /**
     * Which hosts are trusted. Without a policy: those in the user's known hosts.
     *
     * @param policy asked in the handshake
     * @return this
     */
    public Diagnosis hostKeys(HostKeyPolicy policy) {
        this.hostKeys = policy;
        return this;
    }

    /**
     * How long each address, the TLS handshake, the greeting and each answer may take.
     *
     * @param most 10 ms to 1 h; 15 seconds without a choice
     * @return this
     */
    public Diagnosis timeout(Duration most) {
        this.timeout = most;
        return this;
    }

    /**
     * For how long bytes are sent, each way.
     *
     * @param time up to {@link ProbeRequest#MAX_TIME}; zero for not at all; two seconds without a
     *     choice. It takes twice as long where the line is slow
     * @return this
     */
    public Diagnosis flow(Duration time) {
        this.flow = time;
        return this;
    }

    /**
     * Shows every frame.
     *
     * @param listener called with each frame, on the connection's threads
     * @return this
     */
    public Diagnosis trace(FrameListener listener) {
        this.trace = listener;
        return this;
    }

    /**
     * Which kind of thread the connection runs on.
     *
     * @param kind gives a builder for each thread; virtual ones without a choice
     * @return this
     */
    public Diagnosis threads(Supplier<? extends Thread.Builder> kind) {
        this.threads = kind;
        return this;
    }

    /**
     * This machine's clock, which the server's is held against.
     *
     * @param time the clock; the system's without a choice
     * @return this
     */
    public Diagnosis clock(InstantSource time) {
        this.clock = time;
        return this;
    }

    /**
     * Does it all: blocks the calling thread until the end, or the first failure. What goes wrong
     * is part of the report and no exception.
     *
     * @param listener told of each step when it is done, on the calling thread
     * @return all steps, and what went wrong
     * @throws InterruptedException if the thread is interrupted
     */
    public Report run(Consumer<Step> listener) throws InterruptedException {
        Course course = new Course(listener);
        Measuring measuring =
                new Measuring(
                        Limits.DEFAULTS.withHandshake(timeout),
                        trace,
                        threads,
                        clock,
                        timeout,
                        flow);
        switch (target) {
            case Target.UnixSocket socket ->
                    new UnixExamination(socket, timeout, measuring).run(course);
            case Target.Host host ->
                    new HostExamination(host, identity, hostKeys, timeout, threads, measuring)
                            .run(course);
        }
        return course.report();
    }
}
