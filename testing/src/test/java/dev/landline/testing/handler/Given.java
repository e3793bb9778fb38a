package dev.landline.testing.handler;

import dev.landline.server.handler.Call;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.HandlerDescription;

/** A handler of a few words. */
record Given(HandlerDescription description, Body body) implements Handler {

    interface Body {
        void handle(Call call) throws Exception;
    }

    static Given json(String name, Body body) {
        return new Given(HandlerDescription.json(name, "for a test"), body);
    }

    static Given raw(String name, Body body) {
        return new Given(HandlerDescription.raw(name, "for a test"), body);
    }

    @Override
    public void handle(Call call) throws Exception {
        body.handle(call);
    }
}
