package dev.landline.bench.subject;

import dev.landline.bench.peer.Peer;
import dev.landline.bench.peer.Place;
import dev.landline.bench.peer.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Commands one after the other on an open connection: {@code Runs KIND PLACE WARM_UP COUNT}. Each
 * answer is checked.
 */
public final class Runs {

    private Runs() {}

    /**
     * Runs them.
     *
     * @param args see above
     * @throws IOException where one fails
     */
    public static void main(String[] args) throws IOException {
        int at = 1 + Place.WORDS;
        try (Peer peer = Peer.of(args[0], Place.of(args, 1));
                Session session = peer.open()) {
            run(session, Integer.parseInt(args[at]));
            long began = System.nanoTime();
            long[] nanos = run(session, Integer.parseInt(args[at + 1]));
            Latencies.report(nanos, System.nanoTime() - began);
        }
        System.exit(0); // clients leave threads behind
    }

    private static long[] run(Session session, int count) throws IOException {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            String word = "answer-" + i;
            long began = System.nanoTime();
            byte[] out = session.run("echo", word);
            nanos[i] = System.nanoTime() - began;
            String got = new String(out, StandardCharsets.US_ASCII);
            if (!got.equals(word + "\n")) {
                throw new IOException("expected " + word + ", got '" + got + "'");
            }
        }
        return nanos;
    }
}
