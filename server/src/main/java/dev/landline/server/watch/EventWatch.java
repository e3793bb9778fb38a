package dev.landline.server.watch;

import dev.landline.ExitStatus;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.event.ServerListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts commands and calls as they are told of, and hands everything on. */
public final class EventWatch implements ServerListener {

    private final ServerWatch server;
    private final ServerListener next;
    private final Map<Command, Recorder.Session> running = new ConcurrentHashMap<>();

    private record Command(String connection, int channel) {}

    /**
     * Takes its place in front of a listener.
     *
     * @param server what counts
     * @param next who hears everything too
     */
    public EventWatch(ServerWatch server, ServerListener next) {
        this.server = server;
        this.next = next;
    }

    @Override
    public void on(ServerEvent event) {
        switch (event) {
            case ServerEvent.CommandStarted started -> {
                server.sessionStarted();
                running.put(
                        new Command(started.connection(), started.channel()),
                        server.recorder().session(started));
            }
            case ServerEvent.CommandEnded(String connection, int channel, ExitStatus status) -> {
                Recorder.Session record = running.remove(new Command(connection, channel));
                if (record != null) { // else it never began
                    server.sessionEnded();
                    record.end(status);
                }
            }
            case ServerEvent.Called(String _, int _, String handler) -> server.called(handler);
            case ServerEvent.Listening _,
                    ServerEvent.Refused _,
                    ServerEvent.Dropped _,
                    ServerEvent.Opened _,
                    ServerEvent.Closed _,
                    ServerEvent.Transfer _,
                    ServerEvent.CallFailed _,
                    ServerEvent.HandlersChanged _,
                    ServerEvent.HandlersRefused _,
                    ServerEvent.SessionNote _,
                    ServerEvent.SettingChanged _,
                    ServerEvent.Warning _ -> {
                // Counted where it happens, or not at all.
            }
        }
        next.on(event);
    }
}
