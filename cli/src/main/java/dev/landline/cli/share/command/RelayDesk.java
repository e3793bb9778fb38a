package dev.landline.cli.share.command;

import dev.landline.engine.Relay;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Answers those who ask the process itself: what it is, or that it shall end. */
final class RelayDesk {

    static final String ASK = "ask";
    static final String STATE = "state";
    static final String STOP = "stop";

    private static final int LINE = 256;

    private final String target;
    private final InstantSource clock;
    private final String started;
    private final CompletableFuture<Relay> relay = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    RelayDesk(String target, InstantSource clock) {
        this.target = target;
        this.clock = clock;
        this.started = this.clock.instant().toString();
    }

    /** From now on it can say how many there are. */
    void open(Relay of) {
        relay.complete(of);
    }

    /** Returns when somebody wants it to end. */
    void awaitStop() throws InterruptedException {
        stopped.await();
    }

    String answer(JsonObject request) {
        try {
            if (request.text(ASK).equals(STOP)) {
                stopped.countDown();
            }
        } catch (JsonException e) {
            // The state is the answer to everything else.
        }
        JsonWriter json = new JsonWriter(LINE);
        json.reset(0);
        json.begin()
                .field("target", target)
                .field("pid", ProcessHandle.current().pid())
                .field("started", started)
                .field("commands", relay.isDone() ? relay.join().clients() : 0)
                .end();
        return new String(json.array(), 0, json.size(), StandardCharsets.UTF_8);
    }
}
