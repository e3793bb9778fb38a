package dev.landline.testing.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ConnectionException;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.IncomingStream;
import dev.landline.engine.Opening;
import dev.landline.engine.OutgoingStream;
import dev.landline.flow.MemoryStore;
import dev.landline.flow.ReplayLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A client that goes on with one channel over whatever connection it is given. */
final class ResumingClient {

    static final String ID = "0123456789abcdef0123456789abcdef";

    private static final long CAPACITY = 256 * 1024;

    private final Background<byte[]> echo;
    private final CompletableFuture<IncomingStream> stdout = new CompletableFuture<>();
    private final ReplayLog input = new ReplayLog(CAPACITY, 0, new MemoryStore());

    /** Sends these bytes, over all connections together. */
    ResumingClient(byte[] bytes) {
        Background<Void> _ =
                Background.doing(() -> {
                    input.write(bytes);
                    input.close();
                });
        echo = Background.of(() -> stdout.get().readAllBytes());
    }

    private Opening opening() {
        Opening opening =
                new Opening("echo", Wired.NOTHING, List.of("stdout"), List.of("stdin")).withId(ID);
        IncomingStream kept = stdout.getNow(null);
        return kept == null ? opening : opening.resuming(Map.of("stdout", kept));
    }

    /**
     * Goes on until the channel or the connection ends.
     *
     * @return whether it was the channel
     */
    boolean goOn(Connection connection) throws Exception {
        try {
            ClientChannel channel = connection.open(opening(), Wired.PATIENCE);
            channel.opened().get(30, TimeUnit.SECONDS);
            stdout.complete(channel.incoming("stdout"));
            return talk(channel);
        } catch (ConnectionException e) {
            return false;
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(ConnectionException.class);
            return false;
        }
    }

    private boolean talk(ClientChannel channel) throws Exception {
        OutgoingStream out = channel.outgoing("stdin");
        ReplayLog.Cursor cursor = input.cursor(input.restart(out.offset()));
        out.onProgress(input::progress);
        Background<Void> sender = Background.doing(() -> send(cursor, out));
        try {
            channel.exit().get(30, TimeUnit.SECONDS);
            return true;
        } finally {
            cursor.close();
            sender.get();
        }
    }

    private static void send(ReplayLog.Cursor cursor, OutgoingStream out)
            throws InterruptedException {
        try {
            ByteBuffer bytes;
            while ((bytes = cursor.next()) != null) {
                out.write(bytes);
            }
            if (cursor.atEnd()) {
                out.close();
            }
        } catch (IOException e) {
            // The connection is gone; the next one goes on.
        }
    }

    /** What came back over all connections together. */
    byte[] echo() throws Exception {
        return echo.get();
    }
}
