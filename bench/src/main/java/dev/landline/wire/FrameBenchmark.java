package dev.landline.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.landline.wire.NettyFrames.Taken;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A frame into bytes and out of them: by Landline, and by Netty's decoder for frames with a length
 * and Jackson, on the same bytes. Both hand a body of their own to whoever asked. With {@code -prof
 * gc} JMH tells the bytes that were allocated for each frame; the bodies are among them for
 * Landline, while Netty takes them from its pool.
 */
@State(Scope.Thread)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameBenchmark {

    private static final int MAX_BODY = 1 << 20;

    /** Which frame. */
    @Param({"DATA_64K", "DATA_64", "WINDOW", "PING", "EXIT"})
    public Sample sample = Sample.PING;

    private final FrameEncoder encoder = new FrameEncoder();
    private final OutputStream away = OutputStream.nullOutputStream();
    private FrameReader reader = new FrameReader(new Repeated(new byte[1]), MAX_BODY);
    private byte[] bytes = new byte[0];

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();
    private final ObjectWriter writer = mapper.writerFor(NettyFrames.Header.class);
    private EmbeddedChannel channel = new EmbeddedChannel();
    private final PooledByteBufAllocator pool = PooledByteBufAllocator.DEFAULT;

    /** Makes the bytes, and sees that both read the same in them. */
    @Setup
    public void prepare() throws IOException {
        bytes = encoder.bytes(sample.frame());
        reader = new FrameReader(new Repeated(bytes), MAX_BODY);
        channel = new EmbeddedChannel(new NettyFrames(mapper));
        Taken taken = netty();
        Frame frame = reader.read();
        if (frame == null || !NettyFrames.header(frame).equals(taken.header())) {
            throw new IllegalStateException(frame + " is not " + taken);
        }
    }

    /** Gives the channel's memory back. */
    @TearDown
    public void close() {
        channel.finishAndReleaseAll();
    }

    /** A frame out of its bytes. */
    @Benchmark
    public @Nullable Frame landlineDecodes() throws IOException {
        return reader.read();
    }

    /** A frame into bytes that are handed to an output. */
    @Benchmark
    public void landlineEncodes() throws IOException {
        encoder.write(sample.frame(), away);
    }

    /** The same by Netty and Jackson. The bytes come in a buffer of the pool, as from a socket. */
    @Benchmark
    public NettyFrames.Header nettyDecodes() {
        return netty().header();
    }

    private Taken netty() {
        ByteBuf arrived = pool.directBuffer(bytes.length).writeBytes(bytes);
        channel.writeInbound(arrived);
        Taken taken = channel.readInbound();
        if (taken.body() != null) {
            taken.body().release();
        }
        return taken;
    }

    /** The same by Netty and Jackson: a header in a buffer of the pool, a body as it is. */
    @Benchmark
    public int nettyEncodes() {
        byte[] header = writer.writeValueAsBytes(NettyFrames.header(sample.frame()));
        ByteBuf out = pool.directBuffer(Integer.BYTES + header.length);
        out.writeIntLE(header.length).writeBytes(header);
        if (sample.frame() instanceof Frame.Data(int _, String _, long _, ByteBuffer body)) {
            out = Unpooled.wrappedBuffer(out, Unpooled.wrappedBuffer(body));
        }
        int length = out.readableBytes();
        out.release();
        return length;
    }
}
