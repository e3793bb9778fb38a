package dev.landline.server.session;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.engine.ChannelEvent;
import dev.landline.engine.IncomingStream;
import dev.landline.engine.ServerChannel;
import dev.landline.exec.ExecRequest;
import dev.landline.flow.ReplayLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One channel joined to a session: two senders, and the thread that hears what the client wants.
 */
final class Joint {

    private static final List<String> OUTPUTS = List.of(ExecRequest.STDOUT, ExecRequest.STDERR);

    private final Session session;
    private final Attachment place;
    private final ServerChannel channel;
    private final String threads;
    private final Map<String, ReplayLog.Cursor> cursors = new TreeMap<>();

    /** The two senders and the command; when none is left the channel can end. */
    private final AtomicInteger unfinished = new AtomicInteger(OUTPUTS.size() + 1);

    private volatile boolean holding;
    private volatile boolean accepted;
    private volatile boolean released;

    /**
     * Joins a channel that has not been accepted.
     *
     * @param session the session
     * @param place whose place it is
     * @param channel the channel
     * @param threads what the names of its threads begin with
     */
    Joint(Session session, Attachment place, ServerChannel channel, String threads) {
        this.session = session;
        this.place = place;
        this.channel = channel;
        this.threads = threads;
    }

    Attachment place() {
        return place;
    }

    /** Whether whoever is here cannot come back, because the channel has no id. */
    boolean forGood() {
        return channel.openId().isEmpty();
    }

    /**
     * Serves the channel to its end.
     *
     * @throws IOException where the connection is gone before the end could be told
     * @throws InterruptedException if the thread is interrupted
     */
    void serve() throws IOException, InterruptedException {
        for (String name : OUTPUTS) {
            cursors.put(name, session.cursor(name, channel));
        }
        List<Thread> senders = List.of();
        try {
            enter();
            senders = OUTPUTS.stream().map(this::startSender).toList();
            hear();
        } finally {
            session.audience().gone(this);
            cursors.values().forEach(ReplayLog.Cursor::close);
            for (Thread sender : senders) {
                sender.join();
            }
        }
    }

    /**
     * Takes the place, and only then says where the output goes on: once the output waits for this
     * channel, nothing is given up behind that offset.
     */
    private void enter() {
        place.entrance().lock();
        try {
            session.audience().joined(this);
            Map<String, Long> starts = new TreeMap<>();
            cursors.forEach((name, cursor) -> starts.put(name, cursor.offset()));
            IncomingStream stdin = place.stdin();
            if (stdin == null) {
                channel.acceptAt(List.of(ExecRequest.STDIN), Map.of(), starts);
                place.typesInto(channel.incoming(ExecRequest.STDIN));
                session.closeWhereEnded(channel.incoming(ExecRequest.STDIN));
            } else {
                channel.acceptAt(List.of(), Map.of(ExecRequest.STDIN, stdin), starts);
            }
            accepted = true;
            listen();
        } finally {
            place.entrance().unlock();
        }
    }

    /** Whether the client may come back for what it has been sent and has not consumed. */
    private boolean mayComeBack() {
        return channel.hasWindows() && !forGood();
    }

    private void listen() {
        if (mayComeBack()) {
            for (String name : OUTPUTS) {
                ReplayLog log = session.log(name);
                channel.outgoing(name)
                        .onProgress((consumed, limit) -> progress(log, consumed, limit));
            }
        }
    }

    /** The output waits for this channel, or for another one. */
    void hold(boolean hold) {
        holding = hold;
        if (hold) {
            for (String name : OUTPUTS) {
                var _ = session.log(name).restart(cursor(name).offset());
            }
            if (accepted) {
                listen();
            }
        }
    }

    private ReplayLog.Cursor cursor(String name) {
        ReplayLog.Cursor cursor = cursors.get(name);
        if (cursor == null) {
            throw new IllegalStateException("no output " + name);
        }
        return cursor;
    }

    private void progress(ReplayLog log, long consumed, long limit) {
        if (holding) {
            log.progress(consumed, limit);
        }
    }

    private Thread startSender(String name) {
        ReplayLog log = session.log(name);
        OutputSender sender =
                new OutputSender(
                        cursor(name),
                        channel.outgoing(name),
                        Long.MAX_VALUE,
                        offset -> {
                            if (!mayComeBack()) {
                                progress(log, offset, 0);
                            }
                        },
                        this::finished);
        return Thread.ofVirtual().name(threads + "-" + name).start(sender);
    }

    private void finished() {
        if (unfinished.decrementAndGet() == 0) {
            channel.done();
        }
    }

    /** The command is gone. Called once. */
    void sessionEnded() {
        finished();
    }

    /** Everybody has to leave, and the session goes on. */
    void release() {
        released = true;
        cut(new ChannelException(ErrorCode.CANCELLED, "the session runs by itself now"));
    }

    /** Somebody else has the place; the end of the session will be told to them. */
    void supersede() {
        cut(new ChannelException(ErrorCode.SUPERSEDED, "the same id was opened from elsewhere"));
        channel.done(); // it may be past its end, and wait for that of the command
    }

    private void cut(ChannelException cause) {
        channel.cut(cause);
    }

    /** Hears what the client wants, until the channel is over. */
    private void hear() throws IOException, InterruptedException {
        while (true) {
            switch (channel.nextEvent()) {
                case ChannelEvent.Signal(String name) -> {
                    if (!place.view()) {
                        session.signal(name);
                    }
                }
                case ChannelEvent.Resize(var size) -> {
                    if (!place.view()) {
                        session.resize(size);
                    }
                }
                case ChannelEvent.End(var cause) -> {
                    if (released || !session.audience().left(this, cause)) {
                        return;
                    }
                }
                case ChannelEvent.Done _ -> {
                    Session.Ended ended = session.ended();
                    if (ended != null) {
                        channel.exit(ended.status(), ended.pipesOpen(), ended.reason());
                    }
                    return;
                }
            }
        }
    }
}
