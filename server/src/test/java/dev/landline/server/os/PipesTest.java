package dev.landline.server.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ExitStatus.Exited;
import dev.landline.ExitStatus.Signaled;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipesTest {

    private static final int CHUNK = 64 * 1024;

    private LaunchedCommands commands;

    @BeforeEach
    void open() throws IOException {
        commands = new LaunchedCommands();
    }

    @AfterEach
    void close() throws IOException {
        commands.close();
    }

    @Test
    void outputAndErrorAreApart() throws Exception {
        LaunchedCommands.Result result = commands.shell("echo out; echo err >&2; exit 7");

        assertThat(result).isEqualTo(new LaunchedCommands.Result(new Exited(7), "out\n", "err\n"));
    }

    @Test
    void closingTheInputIsItsEnd() throws Exception {
        try (ChildProcess child = commands.start("wc", "-c")) {
            LaunchedCommands.write(child.stdin(), "12345");
            child.stdin().close();
            child.stdin().close();

            assertThat(LaunchedCommands.readAll(child.stdout()).strip()).isEqualTo("5");
            assertThat(child.waitFor()).isEqualTo(new Exited(0));
        }
    }

    @Test
    void aReaderThatLeavesBreaksThePipe() throws Exception {
        try (ChildProcess child = commands.start("head", "-1")) {
            byte[] lines = "line\n".repeat(CHUNK).getBytes(StandardCharsets.US_ASCII);

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    child.stdin().write(lines, 0, lines.length);
                                }
                            })
                    .isInstanceOf(BrokenPipeException.class);
            assertThat(LaunchedCommands.readAll(child.stdout())).isEqualTo("line\n");
            assertThat(child.waitFor()).isEqualTo(new Exited(0));
        }
    }

    @Test
    void aWriterWhoseOutputIsClosedGetsSigpipe() throws Exception {
        try (ChildProcess child = commands.start("yes")) {
            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("y");
            child.stdout().close();

            assertThat(child.waitFor()).isEqualTo(new Signaled(13, "PIPE", false));
        }
    }

    @Test
    void aGibibyteGoesThroughAndBackUnchanged() throws Exception {
        long chunks = (1L << 30) / CHUNK;
        try (ChildProcess child = commands.start("cat")) {
            FutureTask<Long> writing = new FutureTask<>(() -> writeChunks(child.stdin(), chunks));
            Thread.startVirtualThread(writing);
            FutureTask<Long> reading =
                    new FutureTask<>(() -> checksum(child.stdout(), chunks * CHUNK));
            Thread.startVirtualThread(reading);

            assertThat(reading.get()).isEqualTo(writing.get());
            assertThat(child.waitFor()).isEqualTo(new Exited(0));
        }
    }

    @Test
    void noAnswerIsEverMissed() throws Exception {
        FutureTask<Integer> talking =
                new FutureTask<>(() -> {
                    byte[] word = new byte[1];
                    try (ChildProcess child = commands.start("cat")) {
                        for (int i = 0; i < 10_000; i++) {
                            word[0] = (byte) i;
                            child.stdin().write(word, 0, 1);
                            assertThat(child.stdout().read(word, 0, 1)).isEqualTo(1);
                            assertThat(word[0]).isEqualTo((byte) i);
                        }
                    }
                    return 10_000;
                });
        Thread.startVirtualThread(talking);

        assertThat(talking.get()).isEqualTo(10_000);
    }

    @Test
    void platformThreadsMayReadAndWriteToo() throws Exception {
        try (ChildProcess child = commands.start("cat")) {
            long chunks = 64;
            FutureTask<Long> writing = new FutureTask<>(() -> writeChunks(child.stdin(), chunks));
            Thread.ofPlatform().start(writing);

            assertThat(checksum(child.stdout(), chunks * CHUNK)).isEqualTo(writing.get());
        }
    }

    @Test
    void closingWakesAReader() throws Exception {
        try (ChildProcess child = commands.start("cat")) {
            FutureTask<Integer> reading =
                    new FutureTask<>(() -> child.stdout().read(new byte[1], 0, 1));
            awaitParked(Thread.startVirtualThread(reading));
            child.stdout().close();

            assertThatThrownBy(reading::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> child.stdout().read(new byte[1], 0, 1))
                    .isInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void closingWakesAWriter() throws Exception {
        try (ChildProcess child = commands.start("sleep", "1000")) {
            FutureTask<Long> writing = new FutureTask<>(() -> writeChunks(child.stdin(), 1000));
            awaitParked(Thread.startVirtualThread(writing));
            child.stdin().close();

            assertThatThrownBy(writing::get).hasCauseInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void closingTheLauncherWakesEverybody() throws Exception {
        ProcessLauncher launcher = new LinuxProcessLauncher(GracePeriods.DEFAULT);
        // A process in a session of its own holds the pipe open, so that its end does not come.
        String script = "setsid sh -c 'echo $$; exec sleep 1000' & wait";
        StartOutcome outcome = launcher.start(LaunchedCommands.command("sh", "-c", script));
        ChildProcess child = ((StartOutcome.Started) outcome).child();
        long escaped = Long.parseLong(LaunchedCommands.readLine(child.stdout()));
        try {
            FutureTask<Integer> reading =
                    new FutureTask<>(() -> child.stdout().read(new byte[1], 0, 1));
            awaitParked(Thread.startVirtualThread(reading));
            launcher.close();

            assertThatThrownBy(reading::get).hasCauseInstanceOf(ClosedChannelException.class);
            assertThat(ProcessState.of(child.pid())).isEmpty();
        } finally {
            launcher.close();
            ProcessHandle.of(escaped).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void anInterruptedReaderLosesNothing() throws Exception {
        try (ChildProcess child = commands.start("cat")) {
            FutureTask<Boolean> reading =
                    new FutureTask<>(() -> {
                        assertThatThrownBy(() -> child.stdout().read(new byte[1], 0, 1))
                                .isInstanceOf(InterruptedIOException.class);
                        return Thread.currentThread().isInterrupted();
                    });
            Thread reader = Thread.startVirtualThread(reading);
            awaitParked(reader);
            reader.interrupt();

            assertThat(reading.get()).isTrue();
            LaunchedCommands.write(child.stdin(), "still here\n");
            assertThat(LaunchedCommands.readLine(child.stdout())).isEqualTo("still here");
        }
    }

    @Test
    void anInterruptedWriterKnowsHowFarItCame() throws Exception {
        try (ChildProcess child = commands.start("sleep", "1000")) {
            FutureTask<Integer> writing =
                    new FutureTask<>(() -> {
                        try {
                            child.stdin().write(new byte[8 << 20], 0, 8 << 20);
                            return -1;
                        } catch (InterruptedIOException e) {
                            return e.bytesTransferred;
                        }
                    });
            Thread writer = Thread.startVirtualThread(writing);
            awaitParked(writer);
            writer.interrupt();

            assertThat(writing.get()).isPositive().isLessThan(8 << 20);
        }
    }

    @Test
    void aSecondReaderIsRefused() throws Exception {
        try (ChildProcess child = commands.start("cat")) {
            FutureTask<Integer> reading =
                    new FutureTask<>(() -> child.stdout().read(new byte[1], 0, 1));
            awaitParked(Thread.startVirtualThread(reading));

            assertThatThrownBy(() -> child.stdout().read(new byte[1], 0, 1))
                    .isInstanceOf(IllegalStateException.class);
            child.stdin().close();
            assertThat(reading.get()).isEqualTo(-1);
        }
    }

    @Test
    void nothingToReadIntoReadsNothing() throws Exception {
        try (ChildProcess child = commands.start("cat")) {
            assertThat(child.stdout().read(new byte[0], 0, 0)).isZero();
            assertThatThrownBy(() -> child.stdout().read(new byte[1], 1, 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private static long writeChunks(InputPipe pipe, long chunks) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] chunk = new byte[CHUNK];
        for (long i = 0; i < chunks; i++) {
            ByteBuffer.wrap(chunk).putLong((int) (i * 8 % CHUNK), i);
            sum.update(chunk, 0, CHUNK);
            pipe.write(chunk, 0, CHUNK);
        }
        pipe.close();
        return sum.getValue();
    }

    private static long checksum(OutputPipe pipe, long expected) throws IOException {
        CRC32C sum = new CRC32C();
        byte[] chunk = new byte[CHUNK];
        long total = 0;
        int count;
        while ((count = pipe.read(chunk, 0, CHUNK)) >= 0) {
            sum.update(chunk, 0, count);
            total += count;
        }
        assertThat(total).isEqualTo(expected);
        return sum.getValue();
    }

    private static void awaitParked(Thread thread) throws Exception {
        ProcessState.await(thread + " to wait", () -> thread.getState() == Thread.State.WAITING);
    }
}
