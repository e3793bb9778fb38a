package dev.landline.testing.watch;

import dev.landline.json.JsonValue;
import dev.landline.server.LandlineServerBuilder;
import dev.landline.server.handler.Call;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.HandlerDescription;

/** A handler that answers at once. */
record Greeter(HandlerDescription description) implements Handler {

    static final String NAME = "greet";

    static LandlineServerBuilder offer(LandlineServerBuilder builder) {
        return builder.handler(new Greeter(HandlerDescription.json(NAME, "for a test")));
    }

    @Override
    public void handle(Call call) throws Exception {
        call.send(new JsonValue.Text("hi"));
    }
}
