package dev.landline.server.watch;

import dev.landline.ErrorCode;
import dev.landline.server.event.ServerEvent;
import java.util.OptionalInt;

/** Records nothing. */
final class NoRecorder implements Recorder {

    @Override
    public Handshake handshake(String connection, String remote) {
        return result -> {};
    }

    @Override
    public Connection connection(String connection, String remote, String identity) {
        return (cause, in, out) -> {};
    }

    @Override
    public Channel channel(String connection, int channel, String service) {
        return result -> {};
    }

    @Override
    public Session session(ServerEvent.CommandStarted started) {
        return status -> {};
    }

    @Override
    public Runnable windowWait(String connection, int channel, String stream) {
        return () -> {};
    }

    @Override
    public void error(String connection, OptionalInt channel, ErrorCode code, String message) {}
}
