package dev.landline.testing.handler;

import dev.landline.json.JsonValue;
import dev.landline.server.handler.Call;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.HandlerDescription;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** What a ServiceLoader finds, where it is told of it. */
public final class FoundHandler implements Handler, AutoCloseable {

    /** How often one was closed. */
    public static final AtomicInteger CLOSED = new AtomicInteger();

    @Override
    public HandlerDescription description() {
        return HandlerDescription.json("found", "by ServiceLoader");
    }

    @Override
    public void handle(Call call) throws IOException {
        call.send(new JsonValue.Text("found"));
    }

    @Override
    public void close() {
        CLOSED.incrementAndGet();
    }
}
