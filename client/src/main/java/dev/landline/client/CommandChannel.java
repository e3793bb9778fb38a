package dev.landline.client;

import dev.landline.TerminalSize;
import dev.landline.engine.IncomingStream;
import dev.landline.wire.Frame;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a running command needs of the channel, or of the row of channels, that it runs on. */
interface CommandChannel {

    OutputStream stdin();

    IncomingStream stdout();

    IncomingStream stderr();

    /** Completes with the {@code exit} frame, or with what ended the channel without one. */
    CompletableFuture<Frame.Exit> exit();

    /** Completes when nothing of it is left on this side, however it ended. */
    CompletableFuture<@Nullable Void> ended();

    void signal(String name);

    void resize(TerminalSize size);

    void close();
}
