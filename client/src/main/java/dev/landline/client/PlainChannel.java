package dev.landline.client;

import dev.landline.TerminalSize;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.IncomingStream;
import dev.landline.exec.ExecRequest;
import dev.landline.wire.Frame;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A channel that ends with its connection. */
record PlainChannel(ClientChannel channel) implements CommandChannel {

    @Override
    public OutputStream stdin() {
        return channel.outgoing(ExecRequest.STDIN);
    }

    @Override
    public IncomingStream stdout() {
        return channel.incoming(ExecRequest.STDOUT);
    }

    @Override
    public IncomingStream stderr() {
        return channel.incoming(ExecRequest.STDERR);
    }

    @Override
    public CompletableFuture<Frame.Exit> exit() {
        return channel.exit();
    }

    @Override
    public CompletableFuture<@Nullable Void> ended() {
        return channel.ended();
    }

    @Override
    public void signal(String name) {
        channel.signal(name);
    }

    @Override
    public void resize(TerminalSize size) {
        channel.resize(size);
    }

    @Override
    public void close() {
        channel.close();
    }
}
