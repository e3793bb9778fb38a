package dev.landline.testing.behaviour;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.engine.ChannelEvent;
import dev.landline.engine.ChannelHandler;
import dev.landline.engine.IncomingStream;
import dev.landline.engine.ServerChannel;
import dev.landline.flow.MemoryStore;
import dev.landline.flow.ReplayLog;
import dev.landline.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What comes in goes out, over as many channels as it takes, one after the other. */
final class ResumableEcho implements ChannelHandler {

    private static final long CAPACITY = 256 * 1024;

    private final Map<String, Echo> echoes = new ConcurrentHashMap<>();

    @Override
    public void serve(ServerChannel channel, String service, JsonObject request)
            throws IOException, InterruptedException {
        String id = channel.openId().orElseThrow();
        Echo echo =
                channel.resume().isPresent()
                        ? echoes.get(id)
                        : echoes.computeIfAbsent(id, key -> new Echo());
        if (echo == null) {
            throw new ChannelException(ErrorCode.UNKNOWN_SESSION, "no " + id);
        }
        echo.serve(channel);
    }

    private static final class Echo {
        private final ReplayLog log = new ReplayLog(CAPACITY, 0, new MemoryStore());
        private ServerChannel current;
        private IncomingStream stdin;

        void serve(ServerChannel channel) throws IOException, InterruptedException {
            ReplayLog.Cursor cursor = enter(channel);
            channel.outgoing("stdout").onProgress(log::progress);
            Thread sender = Thread.ofVirtual().start(() -> send(cursor, channel));
            while (true) {
                switch (channel.nextEvent()) {
                    case ChannelEvent.End _ -> {
                        cursor.close();
                        sender.join();
                        return;
                    }
                    case ChannelEvent.Done _ -> {
                        channel.exit(new ExitStatus.Exited(0), false);
                        return;
                    }
                    case ChannelEvent.Signal _, ChannelEvent.Resize _ -> {}
                }
            }
        }

        private synchronized ReplayLog.Cursor enter(ServerChannel channel) {
            if (current != null) {
                current.cut(new ChannelException(ErrorCode.SUPERSEDED, "opened again"));
            }
            current = channel;
            long start = log.restart(channel.resume().orElse(Map.of()).getOrDefault("stdout", 0L));
            if (stdin == null) {
                channel.acceptAt(List.of("stdin"), Map.of(), Map.of("stdout", start));
                stdin = channel.incoming("stdin");
                Thread.ofVirtual().start(this::work);
            } else {
                channel.acceptAt(List.of(), Map.of("stdin", stdin), Map.of("stdout", start));
            }
            return log.cursor(start);
        }

        private void work() {
            try {
                stdin.transferTo(log);
                log.close();
            } catch (IOException e) {
                log.fail(() -> new IOException(e));
            }
        }

        private static void send(ReplayLog.Cursor cursor, ServerChannel channel) {
            try {
                ByteBuffer bytes;
                while ((bytes = cursor.next()) != null) {
                    channel.outgoing("stdout").write(bytes);
                }
                if (cursor.atEnd()) {
                    channel.outgoing("stdout").close();
                    channel.done();
                }
            } catch (IOException e) {
                // The channel has ended; another one may come.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
