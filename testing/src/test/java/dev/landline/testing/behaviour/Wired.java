package dev.landline.testing.behaviour;

import dev.landline.Limits;
import dev.landline.engine.ChannelHandler;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.engine.FrameListener;
import dev.landline.engine.Opening;
import dev.landline.json.JsonObject;
import dev.landline.link.Link;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** A client and a server that are connected to each other. */
final class Wired implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final JsonObject NOTHING = new JsonObject(Map.of());

    final Connection client;
    final Connection server;

    private Wired(Connection client, Connection server) {
        this.client = client;
        this.server = server;
    }

    /** The choices of both sides. */
    record Plan(
            ChannelHandler handler,
            Limits clientLimits,
            Limits serverLimits,
            FrameListener clientTrace,
            FrameListener serverTrace) {

        static Plan of(ChannelHandler handler) {
            return new Plan(
                    handler,
                    Limits.DEFAULTS,
                    Limits.DEFAULTS,
                    FrameListener.NONE,
                    FrameListener.NONE);
        }

        Plan limits(Limits limits) {
            return new Plan(handler, limits, limits, clientTrace, serverTrace);
        }

        Plan clientTrace(FrameListener trace) {
            return new Plan(handler, clientLimits, serverLimits, trace, serverTrace);
        }

        Plan serverTrace(FrameListener trace) {
            return new Plan(handler, clientLimits, serverLimits, clientTrace, trace);
        }
    }

    static Wired over(LinkKind kind, ChannelHandler handler) throws Exception {
        return over(kind, Plan.of(handler));
    }

    static Wired over(LinkKind kind, Plan plan) throws Exception {
        LinkKind.Ends ends = kind.open();
        return between(ends.client(), ends.server(), plan);
    }

    static Wired between(Link client, Link server, Plan plan) throws Exception {
        FutureTask<Connection> accepted = new FutureTask<>(() -> accept(server, plan));
        Thread.ofVirtual().start(accepted);
        Connection connected = connect(client, plan);
        return new Wired(connected, accepted.get());
    }

    static Connection connect(Link link, Plan plan) throws Exception {
        return Connection.connect(
                link, settings("client", plan.clientLimits(), plan.clientTrace()));
    }

    static Connection accept(Link link, Plan plan) throws Exception {
        return Connection.accept(
                link, settings("server", plan.serverLimits(), plan.serverTrace()), plan.handler());
    }

    private static Connection.Settings settings(String name, Limits limits, FrameListener trace) {
        return new Connection.Settings(name, "test", limits, List.of(), trace);
    }

    /** Opens a channel with the three streams of a command. */
    ClientChannel open(String service) throws Exception {
        return open(client, service);
    }

    static ClientChannel open(Connection client, String service) throws Exception {
        return client.open(
                new Opening(service, NOTHING, List.of("stdout", "stderr"), List.of("stdin")),
                PATIENCE);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
