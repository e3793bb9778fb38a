package dev.landline.testing.behaviour;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.engine.ChannelEvent;
import dev.landline.engine.ChannelHandler;
import dev.landline.engine.ServerChannel;
import dev.landline.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Services that are small enough to say what they must do. */
final class Services {

    private Services() {}

    static void accept(ServerChannel channel) {
        channel.accept(List.of("stdin"), List.of("stdout", "stderr"));
    }

    /** What comes in goes out, and the number of bytes to stderr. */
    static final ChannelHandler ECHO =
            (channel, service, request) -> {
                accept(channel);
                long copied;
                try (OutputStream out = channel.outgoing("stdout")) {
                    copied = channel.incoming("stdin").transferTo(out);
                }
                try (OutputStream err = channel.outgoing("stderr")) {
                    err.write(String.valueOf(copied).getBytes(StandardCharsets.UTF_8));
                }
                channel.exit(new ExitStatus.Exited(0), false);
            };

    /** Reads nothing until a signal comes, then everything; a second signal ends it. */
    static final ChannelHandler HOLD =
            (channel, service, request) -> {
                accept(channel);
                if (channel.nextEvent() instanceof ChannelEvent.Signal) {
                    channel.incoming("stdin").transferTo(OutputStream.nullOutputStream());
                }
                channel.outgoing("stdout").close();
                channel.outgoing("stderr").close();
                channel.exit(new ExitStatus.Exited(0), false);
            };

    /** Waits until it is ended from outside. */
    static final ChannelHandler WAIT =
            (channel, service, request) -> {
                accept(channel);
                while (!(channel.nextEvent() instanceof ChannelEvent.End)) {
                    // signals mean nothing here
                }
                channel.exit(new ExitStatus.Signaled(1, "HUP", false), false);
            };

    /** Writes without end, until the channel is ended. */
    static final ChannelHandler FLOOD =
            (channel, service, request) -> {
                accept(channel);
                byte[] chunk = new byte[32 * 1024];
                while (true) {
                    channel.outgoing("stdout").write(chunk);
                }
            };

    /** Goes by the name of the service. */
    static void byName(ServerChannel channel, String service, JsonObject request)
            throws IOException, InterruptedException {
        switch (service) {
            case "echo" -> ECHO.serve(channel, service, request);
            case "hold" -> HOLD.serve(channel, service, request);
            case "wait" -> WAIT.serve(channel, service, request);
            case "flood" -> FLOOD.serve(channel, service, request);
            case "exit7" -> {
                accept(channel);
                channel.outgoing("stdout").close();
                channel.outgoing("stderr").close();
                channel.exit(new ExitStatus.Exited(7), false);
            }
            case "refuse" ->
                    throw new ChannelException(
                            ErrorCode.NOT_PERMITTED, "not for you", "ask somebody else", null);
            case "crash" -> throw new IllegalStateException("a bug in the service");
            case "error" -> throw new AssertionError("a worse bug in the service");
            default -> throw new ChannelException(ErrorCode.UNKNOWN_SERVICE, "no " + service);
        }
    }

    /** Reads a stream to its end. */
    static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
