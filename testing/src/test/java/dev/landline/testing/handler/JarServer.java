package dev.landline.testing.handler;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.Limits;
import dev.landline.server.LandlineServerBuilder;
import dev.landline.server.config.HandlerSettings;
import dev.landline.server.event.ServerEvent;
import dev.landline.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;

/** A server that looks for jars in a directory, what it says of them, and one who calls them. */
final class JarServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final BlockingQueue<ServerEvent> events = new LinkedBlockingQueue<>();
    private final TestServer server;
    private final Caller caller;

    private JarServer(Path directory, UnaryOperator<LandlineServerBuilder> choices)
            throws IOException {
        this.directory = directory;
        this.server =
                TestServer.with()
                        .handlers(HandlerSettings.DEFAULTS.withDirectory(Optional.of(directory)))
                        .limits(Limits.DEFAULTS)
                        .events(this::hear)
                        .with(choices)
                        .start();
        this.caller = Caller.on(server.link());
    }

    static JarServer on(Path directory) throws IOException {
        return new JarServer(directory, UnaryOperator.identity());
    }

    static JarServer on(Path directory, UnaryOperator<LandlineServerBuilder> choices)
            throws IOException {
        return new JarServer(directory, choices);
    }

    private void hear(ServerEvent event) {
        switch (event) {
            case ServerEvent.HandlersChanged changed -> events.add(changed);
            case ServerEvent.HandlersRefused(String from, String message, Optional<Throwable> _) ->
                    events.add(new ServerEvent.HandlersRefused(from, message, Optional.empty()));
            case ServerEvent.Warning warning -> events.add(warning);
            default -> {}
        }
    }

    TestServer server() {
        return server;
    }

    Caller caller() {
        return caller;
    }

    /** Puts a jar there in one step. */
    void put(String name, JarMaker jar) throws IOException {
        put(name, jar.bytes());
    }

    void put(String name, byte[] bytes) throws IOException {
        Path beside = directory.resolve("." + name + ".new");
        Files.write(beside, bytes);
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(beside, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(String name) throws IOException {
        Files.delete(directory.resolve(name));
    }

    /** What is said next. */
    ServerEvent next() throws InterruptedException {
        ServerEvent event = events.poll(PATIENCE.toNanos(), NANOSECONDS);
        assertThat(event).as("an event within %s", PATIENCE).isNotNull();
        return event;
    }

    /** That the next thing said is that a jar offers these. */
    void awaitOffered(String from, String... handlers) throws InterruptedException {
        assertThat(next()).isEqualTo(new ServerEvent.HandlersChanged(from, List.of(handlers)));
    }

    void awaitGone(String from) throws InterruptedException {
        awaitOffered(from);
    }

    /** Why a jar is refused, which is the next thing said. */
    String awaitRefused(String from) throws InterruptedException {
        ServerEvent event = next();
        assertThat(event).isInstanceOf(ServerEvent.HandlersRefused.class);
        ServerEvent.HandlersRefused refused = (ServerEvent.HandlersRefused) event;
        assertThat(refused.from()).isEqualTo(from);
        return refused.message();
    }

    List<ServerEvent> unheard() {
        return List.copyOf(events);
    }

    /** The one line that a handler answers with. */
    String call(String handler, String parameters) throws Exception {
        Caller.Answer answer = caller.call(handler, parameters);
        return answer.error() == null ? answer.text().strip() : answer.code();
    }

    /** A call that has begun when this returns. */
    Caller.Running begin(String handler) throws Exception {
        Caller.Running call = caller.start(handler, "{}", null);
        call.channel().opened().get(PATIENCE.toNanos(), NANOSECONDS);
        return call;
    }

    @Override
    public void close() {
        caller.close();
        server.close();
    }
}
