package dev.landline.flow;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The window of a sender: alone, and where the reader of the connection grants meanwhile. */
@State(Scope.Group)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WindowBenchmark {

    private static final int BLOCK = 64 * 1024;

    /** So much that no sender of this benchmark ever waits. */
    private static final long PLENTY = Long.MAX_VALUE / 2;

    private SendWindow window = new SendWindow(0, PLENTY);
    private long granted = PLENTY;

    /** A window that has not been used. */
    @Setup(Level.Iteration)
    public void open() {
        window = new SendWindow(0, PLENTY);
        granted = PLENTY;
    }

    /** Credit for a block, with nobody else there. */
    @Benchmark
    @Group("alone")
    @GroupThreads(1)
    public int acquireAlone() throws IOException, InterruptedException {
        return window.acquire(BLOCK);
    }

    /** Credit for a block, while it is granted. */
    @Benchmark
    @Group("contended")
    @GroupThreads(1)
    public int acquire() throws IOException, InterruptedException {
        return window.acquire(BLOCK);
    }

    /** What a frame {@code window} does. */
    @Benchmark
    @Group("contended")
    @GroupThreads(1)
    public void grant() throws IOException {
        window.grant(++granted);
    }
}
