package dev.landline.testing.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.link.Link;
import dev.landline.testing.LeakCheck;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a connection may rely on, whatever its link is made of. */
@ParameterizedClass
@EnumSource(LinkKind.class)
class LinkTest {

    private static final int MUCH = 4 << 20;

    @Parameter LinkKind kind;

    private LeakCheck leaks;
    private LinkKind.Ends ends;

    @BeforeEach
    void open() throws Exception {
        leaks = LeakCheck.start();
        ends = kind.open();
    }

    @AfterEach
    void nothingIsLeft() {
        ends.close();
        leaks.assertNothingLeft();
    }

    @Test
    void bytesTravelBothWaysAtOnce() throws Exception {
        byte[] there = random(1);
        byte[] back = random(2);
        Background<Void> first = Background.doing(() -> sendInPieces(ends.client(), there));
        Background<Void> second = Background.doing(() -> sendInPieces(ends.server(), back));
        Background<byte[]> got = Background.of(() -> ends.client().input().readNBytes(back.length));

        assertThat(ends.server().input().readNBytes(there.length)).isEqualTo(there);
        assertThat(got.get()).isEqualTo(back);
        first.get();
        second.get();
    }

    @Test
    void aReaderThatStopsHoldsTheWriterUp() throws Exception {
        long[] written = {0};
        Background<Void> writer =
                Background.doing(() -> {
                    byte[] chunk = new byte[16 * 1024];
                    while (written[0] < 64 << 20) {
                        ends.client().output().write(chunk);
                        written[0] += chunk.length;
                    }
                });
        Eventually.standsStill("the writer", writer.thread(), () -> written[0]);

        assertThat(written[0]).isLessThan(32 << 20);
        ends.client().abort();
        assertThat(writer.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void abortWakesWhoeverReadsAndTheOtherSideSeesTheEnd() throws Exception {
        Background<Integer> here = Background.of(() -> ends.client().input().read());
        Background<Integer> there = Background.of(() -> ends.server().input().read());

        ends.client().abort();
        ends.client().abort();

        assertEnded(here);
        assertEnded(there);
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                ends.client().output().write(1);
                            }
                        })
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatWasWrittenLastArrivesThoughTheOtherSideIsInTheMiddleOfSending() throws Exception {
        CountDownLatch flooding = new CountDownLatch(1);
        Background<Void> flood =
                Background.doing(() -> {
                    byte[] chunk = new byte[64 * 1024];
                    while (true) {
                        ends.client().output().write(chunk);
                        flooding.countDown();
                    }
                });
        flooding.await();
        ends.server().output().write("farewell".getBytes(StandardCharsets.UTF_8));
        ends.server().finish();

        assertThat(ends.client().input().readNBytes(8))
                .isEqualTo("farewell".getBytes(StandardCharsets.UTF_8));
        assertThat(flood.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void finishWaitsASecondAtMostForAPeerThatTrickles() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Background<Void> trickle =
                Background.doing(() -> {
                    while (!over.await(100, TimeUnit.MILLISECONDS)) {
                        ends.client().output().write(1);
                    }
                });
        long start = System.nanoTime();
        ends.server().finish();
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        over.countDown();

        assertThat(taken).isLessThan(Duration.ofMillis(2500));
        assertEndedOrNot(trickle);
    }

    @Test
    void theOtherSideHasAName() {
        assertThat(ends.server().remote()).isNotBlank().doesNotContain("null");
        assertThat(ends.client().remote()).isNotBlank().doesNotContain("null");
    }

    @Test
    void readingNothingTakesNothing() throws Exception {
        ends.client().output().write(new byte[] {5, 6});
        InputStream input = ends.server().input();
        assertThat(input.read(new byte[4], 0, 0)).isZero();
        assertThat(input.read()).isEqualTo(5);
        assertThat(input.read()).isEqualTo(6);
    }

    private static void assertEnded(Background<Integer> read) throws Exception {
        try {
            assertThat(read.get()).isEqualTo(-1);
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("timed out");
        }
    }

    private static void assertEndedOrNot(Background<Void> trickle) throws Exception {
        try {
            trickle.get();
        } catch (IOException e) {
            assertThat(e).isNotNull(); // closed under its hands, which is what was to happen
        }
    }

    private static void sendInPieces(Link link, byte[] bytes) throws IOException {
        OutputStream output = link.output();
        Random random = new Random(3);
        int done = 0;
        while (done < bytes.length) {
            int piece = Math.min(bytes.length - done, 1 + random.nextInt(100_000));
            output.write(bytes, done, piece);
            done += piece;
        }
    }

    private static byte[] random(int seed) {
        byte[] bytes = new byte[MUCH];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
