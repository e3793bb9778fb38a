package dev.landline.server.call;

import dev.landline.engine.OutgoingStream;
import dev.landline.engine.ServerChannel;
import dev.landline.json.JsonValue;
import dev.landline.json.JsonWriter;
import dev.landline.server.auth.Identity;
import dev.landline.server.handler.Call;
import dev.landline.server.handler.HandlerDescription;
import dev.landline.server.handler.HandlerDescription.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A call, as the handler sees it. */
final class RunningCall implements Call {

    private static final int LINE = 512;
    private static final ByteBuffer NEWLINE = ByteBuffer.wrap(new byte[] {'\n'});

    private final HandlerDescription description;
    private final Identity identity;
    private final String connection;
    private final ServerChannel channel;
    private final JsonValue parameters;
    private final InputStream input;
    private final OutgoingStream output;
    private final Optional<Long> deadline;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock:
    private final JsonWriter json = new JsonWriter(LINE);

    /**
     * Makes a call.
     *
     * @param deadline when its time is over, as {@link System#nanoTime} counts
     */
    RunningCall(
            HandlerDescription description,
            Identity identity,
            String connection,
            ServerChannel channel,
            JsonValue parameters,
            InputStream input,
            OutgoingStream output,
            Optional<Long> deadline) {
        this.description = description;
        this.identity = identity;
        this.connection = connection;
        this.channel = channel;
        this.parameters = parameters;
        this.input = input;
        this.output = output;
        this.deadline = deadline;
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public String connection() {
        return connection;
    }

    @Override
    public JsonValue parameters() {
        return parameters;
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public void send(JsonValue value) throws IOException {
        if (description.output() != Output.JSON) {
            throw new IllegalStateException(
                    "the output of " + name() + " is raw: write to output() instead");
        }
        lock.lock();
        try {
            json.reset(0);
            json.value(value);
            int size = json.size();
            byte[] line = json.append(NEWLINE.duplicate()).array();
            output.write(line, 0, size + 1);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public OutputStream output() {
        if (description.output() != Output.RAW) {
            throw new IllegalStateException(
                    "the output of " + name() + " is JSON: use send() instead");
        }
        return output;
    }

    @Override
    public boolean cancelled() {
        return channel.end() != null;
    }

    @Override
    public Optional<Duration> left() {
        return deadline.map(end -> Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
}
