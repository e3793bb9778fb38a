import dev.landline.server.LandlineServer;
import java.io.IOException;

/** Lets the holders of the keys in {@code authorized_keys} run commands as this account. */
public final class Serve {

    private Serve() {}

    public static void main(String[] args) throws IOException {
        try (var server = LandlineServer.builder().listen("tls://127.0.0.1:7022").start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            System.out.println(server.addresses() + " " + server.fingerprint());
            server.awaitClosed();
        }
    }
}
