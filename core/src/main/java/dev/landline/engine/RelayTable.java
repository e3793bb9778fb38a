package dev.landline.engine;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.wire.Frame;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a {@link Relay} gives to the channels of its clients on the line to the server.
 * Where the server allows no more channels, what is opened waits for a number.
 */
final class RelayTable {

    private final ReentrantLock lock;
    private final Outbox server;
    private final int most;
    // Guarded by lock:
    private final Map<Integer, RelayedChannel> channels = new HashMap<>();
    private final ArrayDeque<RelayedChannel> waiting = new ArrayDeque<>();
    private int last = -1;

    /**
     * An empty table.
     *
     * @param lock the relay's
     * @param server where frames to the server go
     * @param most how many channels the server allows
     */
    RelayTable(ReentrantLock lock, Outbox server, int most) {
        this.lock = lock;
        this.server = server;
        this.most = most;
    }

    /** Takes a number that a client gives to a channel which the server never hears of. */
    void spend(RelayedClient client, int number) throws ConnectionException {
        lock.lock();
        try {
            client.spend(number);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Finds the channel of a client's frame.
     *
     * @return the frame for the server; null where it was sent, waits, or is not wanted any more
     * @throws ConnectionException where the client broke the rules
     */
    @Nullable Frame fromClient(RelayedClient client, Frame frame) throws ConnectionException {
        OptionalInt number = Renumbered.channel(frame);
        lock.lock();
        try {
            if (frame instanceof Frame.Open open) {
                client.spend(open.ch());
                client.uses();
                open(new RelayedChannel(client, open.ch()), open);
                return null;
            }
            int local = number.orElseThrow();
            RelayedChannel channel = client.channels().get(local);
            if (channel == null) {
                if (!client.isSpent(local)) {
                    throw unknown(local);
                }
                return null; // It crossed the end of the channel on the line.
            }
            if (channel.remote() == 0) {
                hold(channel, frame);
                return null;
            }
            return Renumbered.frame(frame, channel.remote());
        } finally {
            lock.unlock();
        }
    }

    private static ConnectionException unknown(int number) {
        return new ConnectionException(
                ErrorCode.UNKNOWN_CHANNEL, "expected a channel that was opened, got " + number);
    }

    private void open(RelayedChannel channel, Frame.Open open) {
        channel.client().channels().put(channel.local(), channel);
        if (channels.size() < most) {
            begin(channel, open);
        } else {
            channel.held().add(open);
            waiting.add(channel);
        }
    }

    /** Numbers grow on the line: they are given and sent under the same lock. */
    private void begin(RelayedChannel channel, Frame open) {
        last += 2;
        channel.remote(last);
        channels.put(last, channel);
        server.control(Renumbered.frame(open, last));
    }

    private void hold(RelayedChannel channel, Frame frame) throws ConnectionException {
        if (frame instanceof Frame.Close || frame instanceof Frame.Error) {
            forget(channel);
            waiting.remove(channel);
            channel.client().send(new Frame.Close(channel.local()));
            return;
        }
        if (channel.held().size() >= RelayedChannel.MAX_HELD) {
            throw new ConnectionException(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "expected fewer than "
                            + RelayedChannel.MAX_HELD
                            + " frames on a channel that is not open yet");
        }
        channel.held().add(frame);
    }

    /**
     * Hands a frame of the server to the client that it is for.
     *
     * @throws ConnectionException where the server broke the rules
     */
    void fromServer(Frame frame) throws ConnectionException {
        int number = Renumbered.channel(frame).orElseThrow();
        lock.lock();
        try {
            RelayedChannel channel = channels.get(number);
            if (channel == null) {
                if (number > last) {
                    throw unknown(number);
                }
                return;
            }
            if (frame instanceof Frame.Close || frame instanceof Frame.Error) {
                channels.remove(number);
                forget(channel);
                next();
            }
            channel.client().send(Renumbered.frame(frame, channel.local()));
        } finally {
            lock.unlock();
        }
    }

    private static void forget(RelayedChannel channel) {
        channel.client().channels().remove(channel.local());
    }

    /** What has waited is little, and so goes out without another wait. */
    private void next() {
        RelayedChannel channel = waiting.poll();
        if (channel != null) {
            begin(channel, channel.held().remove());
            for (Frame frame : channel.held()) {
                server.last(Renumbered.frame(frame, channel.remote()));
            }
            channel.held().clear();
        }
    }

    /** A client is gone: the server hears it for each of its channels. */
    void leave(RelayedClient client) {
        lock.lock();
        try {
            for (RelayedChannel channel : client.channels().values()) {
                if (channel.remote() == 0) {
                    waiting.remove(channel);
                } else {
                    server.control(new Frame.Leave(channel.remote()));
                }
            }
            client.channels().clear();
        } finally {
            lock.unlock();
        }
    }
}
