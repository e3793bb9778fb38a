package dev.landline.testing.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.engine.Opening;
import dev.landline.json.JsonObject;
import dev.landline.probe.ProbeBytes;
import dev.landline.probe.ProbeRequest;
import dev.landline.probe.ProbeRequest.Direction;
import dev.landline.testing.TestServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service {@code probe}, by the spec's section 6.15. */
@Timeout(60)
class ProbeServiceTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final ProbeBytes bytes = new ProbeBytes();
    private TestServer server;
    private Connection connection;

    @BeforeEach
    void aConnection() throws Exception {
        server = TestServer.start();
        connection =
                Connection.connect(
                        server.link(),
                        new Connection.Settings(
                                "c1", "test", Limits.DEFAULTS, List.of(), FrameListener.NONE));
    }

    @AfterEach
    void ends() {
        connection.close();
        server.close();
    }

    private ClientChannel open(JsonObject request) throws Exception {
        return connection.open(
                new Opening(
                        ProbeRequest.SERVICE,
                        request,
                        List.of(ProbeRequest.DOWN),
                        List.of(ProbeRequest.UP)),
                Duration.ofSeconds(10));
    }

    private ClientChannel open(Direction direction, long count, Duration time) throws Exception {
        return open(new ProbeRequest(direction, count, time).toJson());
    }

    private static ErrorCode end(ClientChannel channel) throws Exception {
        try {
            channel.exit().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return ((ChannelException) e.getCause()).code();
        }
        throw new AssertionError("a probe has no exit");
    }

    @Test
    void everybodyWhoIsAuthorisedHearsOfIt() {
        assertThat(connection.peer().features()).contains("probe");
    }

    @Test
    void theServerSendsAsManyBytesAsItWasAskedFor() throws Exception {
        ClientChannel channel = open(Direction.DOWN, 1_000_000, LONG);
        byte[] all = channel.incoming(ProbeRequest.DOWN).readAllBytes();

        assertThat(all).hasSize(1_000_000);
        for (int i = 0; i < all.length; i += 1000) {
            assertThat(all[i] & 0xFF).isEqualTo(i % 251);
        }
        assertThat(end(channel)).isEqualTo(ErrorCode.CANCELLED); // by close, as every end is
    }

    @Test
    void theServerEndsWhenTheTimeIsOver() throws Exception {
        ClientChannel channel = open(Direction.DOWN, ProbeRequest.MAX_BYTES, Duration.ofMillis(50));
        try (InputStream stream = channel.incoming(ProbeRequest.DOWN)) {
            assertThat(stream.transferTo(OutputStream.nullOutputStream())).isPositive();
        }
    }

    @Test
    void theServerTakesBytesAndClosesBehindTheLast() throws Exception {
        ClientChannel channel = open(Direction.UP, 200_000, LONG);
        channel.opened().get(30, TimeUnit.SECONDS);
        try (OutputStream stream = channel.outgoing(ProbeRequest.UP)) {
            for (int sent = 0; sent < 200_000; sent += 50_000) {
                stream.write(bytes.piece(sent, 50_000));
            }
        }
        assertThat(end(channel)).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void aByteThatIsWrongIsToldByItsOffset() throws Exception {
        ClientChannel channel = open(Direction.UP, 200_000, LONG);
        byte[] piece = bytes.piece(0, 1000);
        piece[777] ^= 1;
        channel.outgoing(ProbeRequest.UP).write(piece);

        assertThatThrownBy(() -> channel.exit().get(30, TimeUnit.SECONDS))
                .hasMessageContaining("got another one at offset 777");
    }

    @Test
    void oneByteTooManyIsRefused() throws Exception {
        ClientChannel channel = open(Direction.UP, 999, LONG);
        channel.outgoing(ProbeRequest.UP).write(bytes.piece(0, 1000));

        assertThatThrownBy(() -> channel.exit().get(30, TimeUnit.SECONDS))
                .hasMessageContaining("expected at most 999 bytes, got 1000");
    }

    @Test
    void aRequestWithoutBoundsIsRefused() throws Exception {
        assertThat(end(open(new JsonObject(Map.of())))).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void onlyAFewAreServedAtOnceAndTheirPlacesComeBack() throws Exception {
        List<ClientChannel> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ClientChannel channel = open(Direction.UP, 1, LONG);
            channel.opened().get(30, TimeUnit.SECONDS);
            running.add(channel);
        }
        assertThat(end(open(Direction.UP, 1, LONG))).isEqualTo(ErrorCode.TOO_MANY_CHANNELS);

        running.getFirst().close();
        running.getFirst().ended().get(30, TimeUnit.SECONDS);
        ClientChannel next = open(Direction.DOWN, 1, LONG);
        assertThat(next.incoming(ProbeRequest.DOWN).readAllBytes()).hasSize(1);
        running.forEach(ClientChannel::close);
    }
}
