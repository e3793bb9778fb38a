package dev.landline.cli;

import dev.landline.identity.IdentityKey;
import dev.landline.server.LandlineServer;
import dev.landline.server.config.ServerConfig;
import dev.landline.server.config.ServerFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A server in this JVM, on loopback, with files of its own. */
final class Neighbour implements AutoCloseable {

    private final LandlineServer server;

    private Neighbour(LandlineServer server) {
        this.server = server;
    }

    /** A server with a home of its own, whose host key is made in it. */
    static Neighbour in(Path home) throws IOException {
        return start(home, "127.0.0.1:0", null);
    }

    /** One at a Unix socket, where the kernel says who comes. */
    static Neighbour atSocket(Path home) throws IOException {
        Map<String, String> environment = Map.of("HOME", home.toString());
        return new Neighbour(
                LandlineServer.builder()
                        .config(ServerConfig.defaults(ServerFiles.of(environment, home)))
                        .environment(Map.of("HOME", home.toString(), "PATH", System.getenv("PATH")))
                        .listen("unix:" + home.resolve("socket"))
                        .start());
    }

    static Neighbour start(Path home, String address, IdentityKey hostKey) throws IOException {
        Map<String, String> environment = Map.of("HOME", home.toString());
        var builder =
                LandlineServer.builder()
                        .config(ServerConfig.defaults(ServerFiles.of(environment, home)))
                        .environment(environment)
                        .listen("tls://" + address);
        return new Neighbour((hostKey == null ? builder : builder.hostKey(hostKey)).start());
    }

    /** HOST:PORT. */
    String target() {
        return server.addresses().getFirst().toString().replace("tls://", "");
    }

    String fingerprint() {
        return server.fingerprint().text();
    }

    @Override
    public void close() {
        server.close();
    }
}
