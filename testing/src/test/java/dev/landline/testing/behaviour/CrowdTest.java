package dev.landline.testing.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.Limits;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Opening;
import dev.landline.testing.LeakCheck;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Much at once on one connection. */
@ParameterizedClass
@EnumSource(LinkKind.class)
class CrowdTest {

    private static final int MANY_CHANNELS = 500;
    private static final long MUCH = 64L << 20;

    @Parameter LinkKind kind;

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
    void bothDirectionsAreFullAtOnceAndEveryByteArrives() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            ClientChannel channel = wired.open("echo");
            Background<String> sent =
                    Background.of(() -> {
                        try (OutputStream stdin = channel.outgoing("stdin")) {
                            return sendRandom(stdin, MUCH, 7);
                        }
                    });
            assertThat(digest(channel.incoming("stdout"))).isEqualTo(sent.get());
            assertThat(Services.text(channel.incoming("stderr"))).isEqualTo(String.valueOf(MUCH));
        }
    }

    @Test
    void manyChannelsAtOnceDoNotMixTheirBytes() throws Exception {
        try (Wired wired = Wired.over(kind, Services::byName)) {
            List<Background<Void>> all = new ArrayList<>();
            for (int i = 0; i < MANY_CHANNELS; i++) {
                String text = "channel " + i + " " + "x".repeat(i * 7);
                all.add(
                        Background.doing(() -> {
                            ClientChannel channel = wired.open("echo");
                            channel.outgoing("stdin").write(text.getBytes(StandardCharsets.UTF_8));
                            channel.outgoing("stdin").close();
                            assertThat(Services.text(channel.incoming("stdout"))).isEqualTo(text);
                            channel.ended().get(20, SECONDS);
                        }));
            }
            for (Background<Void> one : all) {
                one.get();
            }
            assertThat(wired.client.openChannels()).isZero();
            assertThat(wired.server.openChannels()).isZero();
        }
    }

    @Test
    void openingWaitsForAFreeChannelAndNoLonger() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Wired.Plan plan =
                Wired.Plan.of(
                                (channel, service, request) -> {
                                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                                    try {
                                        Services.byName(channel, service, request);
                                    } finally {
                                        atOnce.decrementAndGet();
                                    }
                                })
                        .limits(Limits.DEFAULTS.withMaxChannels(3));
        try (Wired wired = Wired.over(kind, plan)) {
            List<ClientChannel> first =
                    List.of(wired.open("wait"), wired.open("wait"), wired.open("wait"));
            assertThatThrownBy(() ->
                            wired.client.open(
                                    new Opening("exit7", Wired.NOTHING, List.of(), List.of()),
                                    Duration.ofMillis(50)))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("3 channels");
            List<Background<ExitStatus>> waiting = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                waiting.add(
                        Background.of(() -> wired.open("exit7").exit().get(20, SECONDS).status()));
            }
            first.forEach(ClientChannel::close);
            for (Background<ExitStatus> one : waiting) {
                assertThat(one.get()).isEqualTo(new ExitStatus.Exited(7));
            }
            assertThat(most).hasValueLessThanOrEqualTo(3);
        }
    }

    @Test
    void theEndOfTheConnectionEndsTheWaitForAChannel() throws Exception {
        Wired.Plan plan =
                Wired.Plan.of(Services::byName).limits(Limits.DEFAULTS.withMaxChannels(1));
        try (Wired wired = Wired.over(kind, plan)) {
            wired.open("wait");
            Background<ClientChannel> waits = Background.of(() -> wired.open("wait"));
            Eventually.until(
                    "somebody waits",
                    () -> waits.thread().getState() == Thread.State.TIMED_WAITING);
            wired.client.close();
            assertThat(waits.failure())
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_CLOSED));
        }
    }

    private static String sendRandom(OutputStream output, long count, long seed) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SplittableRandom random = new SplittableRandom(seed);
        byte[] chunk = new byte[100_000];
        random.nextBytes(chunk);
        long left = count;
        while (left > 0) {
            int size = (int) Math.min(left, 1 + random.nextInt(chunk.length));
            chunk[random.nextInt(size)]++;
            digest.update(chunk, 0, size);
            output.write(chunk, 0, size);
            left -= size;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String digest(InputStream input) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        new DigestInputStream(input, digest).transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }
}
