package dev.landline.testing.file;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.Limits;
import dev.landline.Target;
import dev.landline.client.FileCopy;
import dev.landline.client.Landline;
import dev.landline.engine.ChannelHandler;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.engine.Opening;
import dev.landline.file.FileName;
import dev.landline.hash.HashAlgorithm;
import dev.landline.link.SocketLink;
import dev.landline.select.Exclusions;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Background;
import dev.landline.transfer.Compare;
import dev.landline.transfer.PutRequest;
import dev.landline.transfer.ReceiveOptions;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two that receive files: what one must refuse, the other must refuse too. */
enum Receiving {
    /** A server, from a client that says what it likes. */
    BY_SERVER {
        @Override
        Outcome of(Path destination, ReceiveOptions options, List<String> asked, Wire.Script script)
                throws Exception {
            try (LeakCheck _ = LeakCheck.start();
                    TestServer server = TestServer.start()) {
                Outcome outcome = toServer(server, destination.toString(), options, script);
                server.assertServing();
                return outcome;
            }
        }
    },

    /** A client, from a server that says what it likes. */
    BY_CLIENT {
        @Override
        Outcome of(Path destination, ReceiveOptions options, List<String> asked, Wire.Script script)
                throws Exception {
            Path folder = Files.createTempDirectory("landline-hostile");
            Path socket = folder.resolve("socket");
            Wire[] wire = new Wire[1];
            ChannelHandler handler =
                    (channel, service, request) -> {
                        channel.accept(List.of(PutRequest.ANSWER), List.of(PutRequest.FILE));
                        wire[0] =
                                new Wire(
                                        channel.outgoing(PutRequest.FILE),
                                        channel.incoming(PutRequest.ANSWER));
                        var _ = wire[0].play(script);
                    };
            Report report = new Report();
            Optional<ErrorCode> error = Optional.empty();
            try (LeakCheck _ = LeakCheck.start();
                    ServerSocketChannel listener =
                            ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                listener.bind(UnixDomainSocketAddress.of(socket));
                Background<Connection> served =
                        Background.of(() ->
                                Connection.accept(
                                        SocketLink.over(listener.accept(), "client"),
                                        settings("hostile"),
                                        handler));
                try (Landline line = Landline.to(new Target.UnixSocket(socket)).connect()) {
                    copy(line.get(asked, destination), options).listener(report).run();
                } catch (LandlineException e) {
                    error = Optional.of(e.code());
                } finally {
                    served.get().close();
                }
            } finally {
                Files.deleteIfExists(socket);
                Files.delete(folder);
            }
            return new Outcome(wire[0].heard(), error, report.lines());
        }
    };

    static final ReceiveOptions PLAIN = options(false, false, false, Compare.ALWAYS);
    static final ReceiveOptions RECURSIVE = options(true, false, false, Compare.ALWAYS);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * What came of it.
     *
     * @param answers what the receiver has said
     * @param error what it has ended the transfer with
     * @param report what a client's listener was told
     */
    record Outcome(List<String> answers, Optional<ErrorCode> error, List<String> report) {

        /** All was gone through, whatever became of each. */
        Outcome assertFinished() {
            assertThat(error).as("%s", answers).isEmpty();
            assertThat(answers).endsWith("finished");
            return this;
        }

        /** The sender broke a rule. */
        Outcome assertBreach() {
            assertThat(error).as("%s", answers).hasValue(ErrorCode.BAD_REQUEST);
            assertThat(answers).doesNotContain("finished");
            return this;
        }
    }

    abstract Outcome of(
            Path destination, ReceiveOptions options, List<String> asked, Wire.Script script)
            throws Exception;

    /** The same where every name was asked for. */
    Outcome of(Path destination, ReceiveOptions options, Wire.Script script) throws Exception {
        return of(destination, options, List.of("*"), script);
    }

    static ReceiveOptions options(
            boolean recursive, boolean anyLinks, boolean delta, Compare compare) {
        return new ReceiveOptions(
                recursive,
                false,
                compare,
                false,
                false,
                delta,
                Exclusions.none(),
                anyLinks,
                HashAlgorithm.XXH3_128,
                true);
    }

    private static FileCopy copy(FileCopy copy, ReceiveOptions options) {
        return copy.recursive(options.recursive())
                .preserve(options.preserve())
                .compare(options.compare())
                .delete(options.delete())
                .delta(options.delta())
                .anyLinks(options.anyLinks())
                .hash(options.hash());
    }

    private static Connection.Settings settings(String name) {
        return new Connection.Settings(
                name, "test", Limits.DEFAULTS, List.of(), FrameListener.NONE);
    }

    static Outcome toServer(
            TestServer server, String destination, ReceiveOptions options, Wire.Script script)
            throws Exception {
        PutRequest request =
                new PutRequest(
                        FileName.of(destination),
                        PutRequest.Place.AUTO,
                        options,
                        Optional.empty(),
                        "hostile");
        return withServer(
                server,
                new Opening(
                        PutRequest.SERVICE,
                        request.toJson(),
                        List.of(PutRequest.ANSWER),
                        List.of(PutRequest.FILE)),
                script);
    }

    /** Opens any channel of a transfer, and says what it likes. */
    static Outcome withServer(TestServer server, Opening opening, Wire.Script script)
            throws Exception {
        try (Connection client = Connection.connect(server.link(), settings("hostile"))) {
            ClientChannel channel = client.open(opening, PATIENCE);
            try {
                channel.opened().get(PATIENCE.toSeconds(), SECONDS);
            } catch (java.util.concurrent.ExecutionException e) {
                return new Outcome(List.of(), codeOf(e.getCause()), List.of());
            }
            Wire wire =
                    new Wire(
                            channel.outgoing(opening.outgoing().getFirst()),
                            channel.incoming(opening.incoming().getFirst()));
            LandlineException error = wire.play(script);
            channel.close();
            return new Outcome(wire.heard(), codeOf(error), List.of());
        }
    }

    private static Optional<ErrorCode> codeOf(@Nullable Throwable error) throws IOException {
        return switch (error) {
            case null -> Optional.empty();
            case LandlineException e -> Optional.of(e.code());
            default -> throw new IOException(error);
        };
    }
}
