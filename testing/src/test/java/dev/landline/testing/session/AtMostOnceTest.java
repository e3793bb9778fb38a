package dev.landline.testing.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.Limits;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.engine.Opening;
import dev.landline.exec.ExecRequest;
import dev.landline.exec.OnDisconnect;
import dev.landline.identity.IdentityKey;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same id is the same command, however often and from wherever it is opened. */
class AtMostOnceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir private Path directory;

    private LeakCheck leaks;
    private TestServer server;
    private final List<Connection> connections = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        leaks = LeakCheck.start();
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        connections.forEach(Connection::close);
        server.close();
        leaks.assertNothingLeft();
    }

    private Connection connect() throws IOException {
        return connect(server.userKey());
    }

    private Connection connect(IdentityKey key) throws IOException {
        Connection connection =
                Connection.connect(
                        server.link(key),
                        new Connection.Settings(
                                "c" + connections.size(),
                                "test",
                                Limits.DEFAULTS,
                                List.of(),
                                FrameListener.NONE));
        connections.add(connection);
        return connection;
    }

    private Opening opening(String script) {
        ExecRequest request =
                new ExecRequest(
                        new ExecRequest.Command.Argv(
                                List.of("sh", "-c", "echo x >> ran; " + script)),
                        Map.of(),
                        Optional.of(directory.toString()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OnDisconnect.keep(),
                        Optional.empty(),
                        false);
        return new Opening(
                        ExecRequest.SERVICE,
                        request.toJson(),
                        List.of(ExecRequest.STDOUT, ExecRequest.STDERR),
                        List.of(ExecRequest.STDIN))
                .withId(ID);
    }

    private static byte[] output(ClientChannel channel) throws IOException {
        return channel.incoming(ExecRequest.STDOUT).readAllBytes();
    }

    @Test
    void twentyOpeningsOfOneIdRunOneCommand() throws Exception {
        List<ClientChannel> channels = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            channels.add(connect().open(opening("read line; echo $line"), PATIENCE));
        }
        // Whoever came last has the place; all others were told.
        int superseded = 0;
        ClientChannel holder = null;
        for (ClientChannel channel : channels) {
            try {
                channel.opened().get(20, SECONDS);
            } catch (ExecutionException e) {
                // superseded before it was open
            }
        }
        for (ClientChannel channel : channels) {
            if (!channel.ended().isDone()) {
                try {
                    channel.exit().get(1, SECONDS);
                } catch (ExecutionException e) {
                    superseded++;
                } catch (TimeoutException e) {
                    holder = channel;
                }
            } else {
                superseded++;
            }
        }
        assertThat(superseded).isEqualTo(19);
        assertThat(holder).isNotNull();
        holder.outgoing(ExecRequest.STDIN).write("one\n".getBytes(UTF_8));
        assertThat(output(holder)).asString().isEqualTo("one\n");
        assertThat(Files.readString(directory.resolve("ran"))).isEqualTo("x\n");
    }

    @Test
    void anEndThatWasMissedCanBeAskedForAgain() throws Exception {
        ClientChannel first = connect().open(opening("echo out; exit 7"), PATIENCE);
        assertThat(first.exit().get(20, SECONDS).status()).isEqualTo(new ExitStatus.Exited(7));

        ClientChannel again = connect().open(opening("echo out; exit 7"), PATIENCE);
        assertThat(output(again)).asString().isEqualTo("out\n");
        assertThat(again.exit().get(20, SECONDS).status()).isEqualTo(new ExitStatus.Exited(7));
        assertThat(Files.readString(directory.resolve("ran"))).isEqualTo("x\n");
    }

    @Test
    void goingOnWithWhatTheServerDoesNotKnowStartsNothing() throws Exception {
        ClientChannel channel = connect().open(opening("true").resuming(Map.of()), PATIENCE);
        assertThatThrownBy(() -> channel.opened().get(20, SECONDS))
                .hasCauseInstanceOf(ChannelException.class)
                .cause()
                .satisfies(e ->
                        assertThat(((ChannelException) e).code())
                                .isEqualTo(ErrorCode.UNKNOWN_SESSION));
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void theIdOfAnotherIdentityOpensNothing() throws Exception {
        IdentityKey other = IdentityKey.generate("other");
        Files.writeString(
                server.authorizedKeys(),
                other.publicKeyLine().text() + "\n",
                StandardOpenOption.APPEND);
        ClientChannel mine = connect().open(opening("read line; echo $line"), PATIENCE);
        mine.opened().get(20, SECONDS);

        Connection theirs = connect(other);
        ClientChannel resumed = theirs.open(opening("true").resuming(Map.of()), PATIENCE);
        assertThatThrownBy(() -> resumed.opened().get(20, SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_SESSION));
        ClientChannel own = theirs.open(opening("echo theirs"), PATIENCE);
        assertThat(output(own)).asString().isEqualTo("theirs\n");

        mine.outgoing(ExecRequest.STDIN).write("mine\n".getBytes(UTF_8));
        assertThat(output(mine)).asString().isEqualTo("mine\n");
        assertThat(Files.readString(directory.resolve("ran"))).isEqualTo("x\nx\n");
    }
}
