import dev.landline.ConnectionException;
import dev.landline.client.Landline;
import dev.landline.client.ReconnectListener;
import dev.landline.exec.OnDisconnect;
import java.io.IOException;
import java.time.Duration;

/**
 * Submits a command, loses the network, gets the result: {@code LongBuild TARGET COMMAND}. Pull the
 * cable while it runs; it says so, and goes on where it was when the cable is back. The command runs
 * once.
 */
public final class LongBuild {

    private LongBuild() {}

    private static final class Tell implements ReconnectListener {
        @Override
        public void lost(ConnectionException cause) {
            System.err.println("lost: " + cause.getMessage());
        }

        @Override
        public void resumed(Duration after) {
            System.err.println("there again after " + after.toMillis() + " ms");
        }
    }

    public static void main(String[] args) throws IOException {
        try (var box = Landline.to(args[0]).reconnect(Duration.ofMinutes(10), new Tell()).connect()) {
            var result = box.shell(args[1]).onDisconnect(OnDisconnect.keep()).run();
            System.out.print(result.stdoutText());
            System.out.println(result.status());
        }
    }
}
