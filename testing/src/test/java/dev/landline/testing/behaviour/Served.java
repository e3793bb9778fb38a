package dev.landline.testing.behaviour;

import dev.landline.engine.ChannelHandler;
import dev.landline.engine.Connection;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import java.util.Map;
import java.util.Optional;

/** A client that follows a script, and a server that does not know it. */
final class Served implements AutoCloseable {

    final ScriptedPeer client;
    final Connection server;

    private Served(ScriptedPeer client, Connection server) {
        this.client = client;
        this.server = server;
    }

    static Served by(ChannelHandler handler) throws Exception {
        return by(Wired.Plan.of(handler));
    }

    static Served by(Wired.Plan plan) throws Exception {
        LinkKind.Ends ends = LinkKind.MEMORY.open();
        Background<Connection> accepted = Background.of(() -> Wired.accept(ends.server(), plan));
        ScriptedPeer client = ScriptedPeer.client(ends.client());
        return new Served(client, accepted.get());
    }

    /** An {@code open} with room for what an ordinary service says. */
    static Frame.Open open(int ch, String service) {
        return new Frame.Open(
                ch,
                service,
                Wired.NOTHING,
                Optional.of(Map.of("stdout", 1L << 16, "stderr", 1L << 16)));
    }

    /** Returns when the server has read all that was sent so far. */
    void settle() {
        client.send(new Frame.Ping(4711));
        client.await(Frame.Pong.class, pong -> pong.id() == 4711);
    }

    /** Proves that the connection goes on: opens one more channel and hears how it ended. */
    void assertServes(int ch) {
        client.send(open(ch, "exit7"));
        client.await(Frame.Exit.class, exit -> exit.ch() == ch);
        client.await(Frame.Close.class, close -> close.ch() == ch);
    }

    @Override
    public void close() {
        client.close();
    }
}
