package dev.landline.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * What the other side still sends when this one has said its last. Closing a TCP socket while bytes
 * wait in it resets the connection, and a reset can overtake and destroy what was written last. So
 * finish writing first, and read the rest away.
 */
final class Rest {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private Rest() {}

    /**
     * Reads until the other side has finished, however much or little it sends, but for a second at
     * most.
     */
    static void readAway(InputStream input, Socket socket) throws IOException {
        byte[] rest = new byte[16 * 1024];
        long end = System.nanoTime() + LONGEST.toNanos();
        long left;
        do {
            left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return;
            }
            socket.setSoTimeout((int) left);
        } while (input.read(rest) >= 0);
    }
}
