package dev.landline.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * The frames of Landline as a program on Netty would take them off its bytes: the header by the
 * length before it, read by Jackson into a record; then as many bytes of body as it names.
 */
final class NettyFrames extends LengthFieldBasedFrameDecoder {

    /** What was taken off. The body is released by whoever gets it. */
    record Taken(Header header, @Nullable ByteBuf body) {}

    /** The header of each of the frames that are measured. */
    record Header(
            String type,
            @Nullable Integer ch,
            @Nullable String stream,
            @Nullable Long offset,
            @Nullable Integer data_size,
            @Nullable Long consumed,
            @Nullable Long limit,
            @Nullable Long id,
            @Nullable Status status,
            @Nullable Boolean pipes_open) {}

    /** How a command has ended. */
    record Status(@Nullable Integer exited) {}

    private static final int MOST = 65_536;

    private final ObjectReader reader;
    private @Nullable Header open;

    NettyFrames(JsonMapper mapper) {
        super(ByteOrder.LITTLE_ENDIAN, MOST, 0, Integer.BYTES, 0, Integer.BYTES, true);
        reader = mapper.readerFor(Header.class);
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        Header header = open;
        if (header == null) {
            ByteBuf text = (ByteBuf) super.decode(context, in);
            if (text == null) {
                return null;
            }
            try (InputStream bytes = new ByteBufInputStream(text, true)) {
                header = reader.readValue(bytes);
            }
        }
        if (header.data_size() == null) {
            return new Taken(header, null);
        }
        if (in.readableBytes() < header.data_size()) {
            open = header;
            return null;
        }
        open = null;
        return new Taken(header, in.readRetainedSlice(header.data_size()));
    }

    /** The header of a frame, for its encoder. */
    static Header header(Frame frame) {
        return switch (frame) {
            case Frame.Data data ->
                    new Header(
                            "data",
                            data.ch(),
                            data.stream(),
                            data.offset(),
                            data.body().remaining(),
                            null,
                            null,
                            null,
                            null,
                            null);
            case Frame.Window window ->
                    new Header(
                            "window",
                            window.ch(),
                            window.stream(),
                            null,
                            null,
                            window.consumed(),
                            window.limit(),
                            null,
                            null,
                            null);
            case Frame.Ping(long id) ->
                    new Header("ping", null, null, null, null, null, null, id, null, null);
            case Frame.Exit exit ->
                    new Header(
                            "exit",
                            exit.ch(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            new Status(exit.status().shellStatus(255)),
                            exit.pipesOpen());
            default -> throw new IllegalArgumentException("not measured: " + frame.type());
        };
    }

    /** Releases what was taken off. */
    static void release(List<Object> taken) {
        for (Object each : taken) {
            if (each instanceof Taken(Header _, ByteBuf body) && body != null) {
                body.release();
            }
        }
    }
}
