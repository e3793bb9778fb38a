package dev.landline.testing.file;

import dev.landline.Target;
import dev.landline.client.Landline;
import dev.landline.client.ReconnectListener;
import dev.landline.testing.CuttingProxy;
import dev.landline.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Clients behind lines that are cut again and again. */
final class Cut {

    static final int CUTS = Integer.getInteger("cuts", 12);
    static final long SEED = Long.getLong("seed", 4711);

    private Cut() {}

    /** A line that is cut every so often while that many bytes pass. */
    static CuttingProxy proxy(TestServer server, long bytes) throws IOException {
        return CuttingProxy.start(
                server.address(), SEED, CUTS, 2_000, Math.max(20_000, bytes / CUTS));
    }

    static Landline through(TestServer server, CuttingProxy proxy) throws IOException {
        Target target =
                new Target.Host(
                        Optional.empty(),
                        proxy.address().getHostString(),
                        proxy.address().getPort());
        return server.clientAt(target)
                .reconnect(Duration.ofMinutes(5), ReconnectListener.NONE)
                .connect();
    }
}
