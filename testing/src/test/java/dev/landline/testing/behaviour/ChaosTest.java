package dev.landline.testing.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ChannelException;
import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.Limits;
import dev.landline.engine.ClientChannel;
import dev.landline.testing.LeakCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * Many threads do all kinds of things on one connection, which then ends in one of four ways in the
 * middle of them, or does not: everybody comes to an end, and for one and the same reason.
 */
class ChaosTest {

    private static final List<LinkKind> KINDS = List.copyOf(EnumSet.allOf(LinkKind.class));
    private static final int ROUNDS = 24;
    private static final int THREADS = 16;
    private static final int STEPS = 12;

    @Test
    void everybodyComesToAnEnd() throws Exception {
        LeakCheck leaks = LeakCheck.start();
        for (int round = 0; round < ROUNDS; round++) {
            round(round);
        }
        leaks.assertNothingLeft();
    }

    private static void round(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        LinkKind kind = KINDS.get((int) (seed % KINDS.size()));
        LinkKind.Ends ends = kind.open();
        Wired.Plan plan =
                Wired.Plan.of(Services::byName)
                        .limits(Limits.DEFAULTS.withMaxChannels(8).withWindow(65_536));
        try (Wired wired = Wired.between(ends.client(), ends.server(), plan)) {
            CountDownLatch begun = new CountDownLatch(1 + random.nextInt(THREADS * STEPS / 2));
            List<Background<Set<ErrorCode>>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                SplittableRandom own = random.split();
                all.add(Background.of(() -> work(wired, own, begun)));
            }
            begun.await();
            Set<ErrorCode> expected =
                    switch (random.nextInt(5)) {
                        case 0 -> {
                            ends.client().abort();
                            yield Set.of(ErrorCode.CONNECTION_LOST);
                        }
                        case 1 -> {
                            ends.server().abort();
                            yield Set.of(ErrorCode.CONNECTION_LOST);
                        }
                        case 2 -> {
                            wired.client.close();
                            yield Set.of(ErrorCode.CONNECTION_CLOSED);
                        }
                        case 3 -> {
                            wired.server.shutDown("over");
                            yield Set.of(ErrorCode.SHUTTING_DOWN);
                        }
                        default -> Set.of();
                    };
            for (Background<Set<ErrorCode>> one : all) {
                assertThat(expected).as("round %d", seed).containsAll(one.get());
            }
        }
    }

    /** Says how the connection ended, if it did before all was done. */
    private static Set<ErrorCode> work(Wired wired, SplittableRandom random, CountDownLatch begun)
            throws Exception {
        try {
            for (int i = 0; i < STEPS; i++) {
                begun.countDown();
                step(wired, random);
            }
            return Set.of();
        } catch (ConnectionException e) {
            return Set.of(e.code());
        } catch (ExecutionException e) {
            return Set.of(((ConnectionException) e.getCause()).code());
        } finally {
            for (int i = 0; i < STEPS; i++) {
                begun.countDown();
            }
        }
    }

    private static void step(Wired wired, SplittableRandom random) throws Exception {
        switch (random.nextInt(5)) {
            case 0 -> echo(wired, new byte[random.nextInt(200_000)]);
            case 1 -> {
                ClientChannel channel = wired.open("wait");
                channel.signal("INT");
                channel.close();
                channel.ended().get(20, SECONDS);
            }
            case 2 -> {
                ClientChannel channel = wired.open("flood");
                channel.incoming("stdout").readNBytes(random.nextInt(300_000));
                channel.close();
                channel.incoming("stdout").close();
                channel.ended().get(20, SECONDS);
            }
            case 3 -> {
                ClientChannel channel = wired.open("crash");
                try {
                    channel.outgoing("stdin").write(new byte[random.nextInt(60_000)]);
                } catch (ChannelException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL);
                }
                channel.ended().get(20, SECONDS);
            }
            default -> wired.open("exit7").ended().get(20, SECONDS);
        }
    }

    private static void echo(Wired wired, byte[] bytes) throws Exception {
        ClientChannel channel = wired.open("echo");
        Background<Void> writer =
                Background.doing(() -> {
                    try (var stdin = channel.outgoing("stdin")) {
                        stdin.write(bytes);
                    }
                });
        byte[] back;
        try {
            back = channel.incoming("stdout").readAllBytes();
        } catch (IOException e) {
            assertThat(writer.isDone() || writer.failure() instanceof IOException).isTrue();
            throw e;
        }
        writer.get();
        channel.exit().get(20, SECONDS);
        assertThat(back).hasSize(bytes.length);
    }
}
