package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.libc.Descriptor;
import dev.landline.libc.LibC;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Pipes that are closed while others read and write them, so that their numbers are given out again
 * at once: nobody may get another's bytes, and nobody may wait for ever.
 */
@Timeout(60)
class DescriptorReuseTest {

    private static final int ROUNDS = 2_000;
    private static final int AT_ONCE = 8;

    @Test
    void nobodyReadsTheBytesOfAnother() throws Exception {
        Leftovers before = Leftovers.take();
        try (Poller poller = new Poller()) {
            List<FutureTask<Integer>> lanes = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                int lane = i;
                FutureTask<Integer> task = new FutureTask<>(() -> rounds(poller, lane));
                Thread.startVirtualThread(task);
                lanes.add(task);
            }
            for (FutureTask<Integer> lane : lanes) {
                assertThat(lane.get()).isEqualTo(ROUNDS / AT_ONCE);
            }
        }
        before.assertNothingNew();
    }

    @RepeatedTest(20)
    void aDescriptorIsClosedOnceAndNeverInUse() throws Exception {
        ChildPipes pipes = new ChildPipes(OptionalLong.empty());
        AtomicInteger users = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch inUse = new CountDownLatch(4);
        Descriptor descriptor =
                new Descriptor(
                        pipes.ours(ChildPipes.STDIN),
                        () -> {
                            assertThat(users).hasValue(0);
                            closed.incrementAndGet();
                        });
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<Void> task =
                    new FutureTask<>(() -> {
                        while (descriptor.acquire()) {
                            users.incrementAndGet();
                            inUse.countDown();
                            assertThat(closed).hasValue(0);
                            users.decrementAndGet();
                            descriptor.release();
                        }
                        return null;
                    });
            Thread.ofPlatform().start(task);
            tasks.add(task);
        }
        inUse.await();
        descriptor.close();
        descriptor.close();
        for (FutureTask<Void> task : tasks) {
            task.get();
        }

        assertThat(closed).hasValue(1);
        LibC.close(pipes.ours(ChildPipes.STDOUT));
        LibC.close(pipes.ours(ChildPipes.STDERR));
        pipes.closeTheirs();
    }

    /** Has a pipe read and written by two threads and closed by a third, over and over. */
    private static int rounds(Poller poller, int lane) throws Exception {
        int done = 0;
        for (; done < ROUNDS / AT_ONCE; done++) {
            int stamp = lane * ROUNDS + done;
            ChildPipes pipes = new ChildPipes(OptionalLong.empty());
            // Each pipe on its own: its other end is used here as well.
            OutputPipe output = new LinuxOutputPipe(poller, pipes.ours(ChildPipes.STDOUT));
            int other = pipes.theirs(ChildPipes.STDOUT);
            FutureTask<Void> reading = new FutureTask<>(() -> readOnly(output, stamp), null);
            Thread.startVirtualThread(reading);
            byte[] stamps = ByteBuffer.allocate(8).putInt(stamp).putInt(stamp).array();
            int writes = ThreadLocalRandom.current().nextInt(4);
            for (int i = 0; i < writes; i++) {
                assertThat(LibC.write(other, stamps, 0, 8)).isEqualTo(8);
            }
            output.close();
            reading.get();
            LibC.close(pipes.ours(ChildPipes.STDIN));
            LibC.close(pipes.ours(ChildPipes.STDERR));
            pipes.closeTheirs();
        }
        return done;
    }

    private static void readOnly(OutputPipe pipe, int stamp) {
        byte[] bytes = new byte[4];
        try {
            while (pipe.read(bytes, 0, 4) == 4) {
                assertThat(ByteBuffer.wrap(bytes).getInt()).isEqualTo(stamp);
            }
            throw new AssertionError("expected the pipe to be closed here, got its end");
        } catch (ClosedChannelException e) {
            // As it should be.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
