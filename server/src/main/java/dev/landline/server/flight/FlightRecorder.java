package dev.landline.server.flight;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.watch.Recorder;
import java.util.OptionalInt;

/**
 * Records by the JDK's flight recorder. While nobody records, each event is an object that is
 * thrown away.
 */
public final class FlightRecorder implements Recorder {

    /** Makes one. */
    public FlightRecorder() {}

    @Override
    public Handshake handshake(String connection, String remote) {
        HandshakeEvent event = new HandshakeEvent();
        event.begin();
        return result -> {
            if (event.shouldCommit()) {
                event.connection = connection;
                event.remote = remote;
                event.result = result;
                event.commit();
            }
        };
    }

    @Override
    public Connection connection(String connection, String remote, String identity) {
        ConnectionEvent event = new ConnectionEvent();
        event.begin();
        return (cause, in, out) -> {
            if (event.shouldCommit()) {
                event.connection = connection;
                event.remote = remote;
                event.identity = identity;
                event.cause = cause;
                event.framesIn = in.frames();
                event.bytesIn = in.bytes();
                event.framesOut = out.frames();
                event.bytesOut = out.bytes();
                event.commit();
            }
        };
    }

    @Override
    public Channel channel(String connection, int channel, String service) {
        ChannelEvent event = new ChannelEvent();
        event.begin();
        return result -> {
            if (event.shouldCommit()) {
                event.connection = connection;
                event.channel = channel;
                event.service = service;
                event.result = result;
                event.commit();
            }
        };
    }

    @Override
    public Session session(ServerEvent.CommandStarted started) {
        SessionEvent event = new SessionEvent();
        event.begin();
        return status -> {
            if (event.shouldCommit()) {
                event.connection = started.connection();
                event.channel = started.channel();
                event.account = started.account();
                event.pid = started.pid();
                event.status = words(status);
                event.commit();
            }
        };
    }

    private static String words(ExitStatus status) {
        return switch (status) {
            case ExitStatus.Exited(int code) -> "exited " + code;
            case ExitStatus.Signaled signaled -> "signaled " + signaled.name();
            case ExitStatus.NotStarted _ -> "not started";
            case ExitStatus.Lost(ErrorCode code, String _) -> "lost: " + code.wire();
        };
    }

    @Override
    public Runnable windowWait(String connection, int channel, String stream) {
        WindowWaitEvent event = new WindowWaitEvent();
        event.begin();
        return () -> {
            if (event.shouldCommit()) {
                event.connection = connection;
                event.channel = channel;
                event.stream = stream;
                event.commit();
            }
        };
    }

    @Override
    public void error(String connection, OptionalInt channel, ErrorCode code, String message) {
        ErrorEvent event = new ErrorEvent();
        if (event.shouldCommit()) {
            event.connection = connection;
            event.channel = channel.orElse(0);
            event.code = code.wire();
            event.message = message;
            event.commit();
        }
    }
}
