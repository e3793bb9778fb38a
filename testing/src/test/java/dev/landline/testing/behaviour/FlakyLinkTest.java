package dev.landline.testing.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.engine.ClientChannel;
import dev.landline.testing.FlakyLink;
import dev.landline.testing.LeakCheck;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However the bytes are cut, late or lost: the same results, or one clear end. */
class FlakyLinkTest {

    private static final int SEEDS = 50;

    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        leaks.assertNothingLeft();
    }

    @Test
    void theSameResultsByteForByte() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            LinkKind kind = seed % 5 == 0 ? LinkKind.TLS : LinkKind.MEMORY;
            LinkKind.Ends ends = kind.open();
            FlakyLink client = new FlakyLink(ends.client(), seed);
            FlakyLink server = new FlakyLink(ends.server(), ~seed);
            try (Wired wired = Wired.between(client, server, Wired.Plan.of(Services::byName))) {
                List<Background<byte[]>> echoes = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    byte[] bytes = bytes(seed * 10 + i);
                    echoes.add(Background.of(() -> echoed(wired, bytes)));
                }
                for (int i = 0; i < 3; i++) {
                    assertThat(echoes.get(i).get())
                            .as("%s, channel %d", client.remote(), i)
                            .isEqualTo(bytes(seed * 10 + i));
                }
            }
        }
    }

    /** Whatever the byte at which the line breaks, everybody comes to an end. */
    @Test
    void aCutAnywhereEndsEverybody() throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LinkKind.Ends ends = LinkKind.MEMORY.open();
            long at = 300 + random.nextLong(60_000);
            FlakyLink whole = new FlakyLink(ends.client(), seed);
            FlakyLink flaky = random.nextBoolean() ? whole.cutInputAt(at) : whole.cutOutputAt(at);
            try (Wired wired =
                    Wired.between(flaky, ends.server(), Wired.Plan.of(Services::byName))) {
                byte[] bytes = bytes(seed);
                Background<byte[]> echo = Background.of(() -> echoed(wired, bytes));
                try {
                    assertThat(echo.get()).as(flaky.remote()).isEqualTo(bytes);
                } catch (LandlineException e) {
                    assertThat(e).as(flaky.remote()).isInstanceOf(ConnectionException.class);
                    wired.client.closed().get(10, SECONDS);
                    wired.server.closed().get(10, SECONDS);
                    Eventually.until(
                            "the client's channels end, " + flaky.remote(),
                            () -> wired.client.openChannels() == 0);
                    Eventually.until(
                            "the server's channels end, " + flaky.remote(),
                            () -> wired.server.openChannels() == 0);
                }
            }
        }
    }

    @Test
    void aCutInTheGreetingIsAnOrdinaryFailure() throws Exception {
        Frame.Hello hello = new Frame.Hello(1, "test", List.of(), 1 << 20, 256);
        int greeting = new FrameEncoder().bytes(hello).length;
        for (int at = 0; at < greeting; at += 3) {
            LinkKind.Ends ends = LinkKind.MEMORY.open();
            FlakyLink flaky = new FlakyLink(ends.client(), at).cutInputAt(at);
            Background<Object> server =
                    Background.of(
                            () -> Wired.accept(ends.server(), Wired.Plan.of(Services::byName)));
            assertThatThrownBy(() -> Wired.connect(flaky, Wired.Plan.of(Services::byName)))
                    .as("cut at %d", at)
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
            ends.close();
            try {
                ((AutoCloseable) server.get()).close();
            } catch (IOException e) {
                assertThat(e).isNotNull(); // it had not been greeted either
            }
        }
    }

    private static byte[] echoed(Wired wired, byte[] bytes) throws Exception {
        ClientChannel channel = wired.open("echo");
        Background<Void> writer =
                Background.doing(() -> {
                    SplittableRandom random = new SplittableRandom(bytes.length);
                    int done = 0;
                    while (done < bytes.length) {
                        int piece = Math.min(bytes.length - done, 1 + random.nextInt(9000));
                        channel.outgoing("stdin").write(bytes, done, piece);
                        done += piece;
                    }
                    channel.outgoing("stdin").close();
                });
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        channel.incoming("stdout").transferTo(got);
        writer.get();
        try {
            channel.exit().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
        return got.toByteArray();
    }

    private static byte[] bytes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[1 + random.nextInt(120_000)];
        random.nextBytes(bytes);
        return Arrays.copyOf(bytes, bytes.length);
    }
}
