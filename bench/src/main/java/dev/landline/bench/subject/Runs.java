package dev.landline.bench.subject;

import dev.landline.bench.peer.Peer;
import dev.landline.bench.peer.Place;
import dev.landline.bench.peer.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Commands one after the other on an open connection: {@code Runs KIND PLACE WARM_UP SECONDS}. Each
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
            run(session, args[at]);
            long began = System.nanoTime();
            run(session, args[at + 1]).report(began);
        }
        System.exit(0); // clients leave threads behind
    }

    private static Latencies run(Session session, String seconds) throws IOException {
        Latencies took = new Latencies(Latencies.in(seconds));
        for (int i = 0; !took.enough(); i++) {
            String word = "answer-" + i;
            long began = System.nanoTime();
            byte[] out = session.run("echo", word);
            took.add(began);
            String got = new String(out, StandardCharsets.US_ASCII);
            if (!got.equals(word + "\n")) {
                throw new IOException("expected " + word + ", got '" + got + "'");
            }
        }
        return took;
    }
}
