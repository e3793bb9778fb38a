package dev.landline.engine;

import dev.landline.json.JsonObject;
import java.io.IOException;

/** Serves the channels that the other side opens. */
@FunctionalInterface
public interface ChannelHandler {

    /**
     * Serves one channel from beginning to end, on a virtual thread of its own. When it returns,
     * the channel is closed; when it throws, the channel ends with an {@code error}: a {@link
     * dev.landline.ChannelException} as it is, anything else as {@code internal}.
     *
     * @param channel the channel; the handler calls {@link ServerChannel#accept} first
     * @param service what was asked for
     * @param request what the service needs to know
     * @throws IOException what ends the channel with an error
     * @throws InterruptedException never by the engine, which does not interrupt handlers
     */
    void serve(ServerChannel channel, String service, JsonObject request)
            throws IOException, InterruptedException;
}
