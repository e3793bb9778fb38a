package dev.landline.bench.subject;

import dev.landline.bench.peer.Peer;
import dev.landline.bench.peer.Place;
import dev.landline.bench.peer.Session;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/**
 * Connections that log in and end: {@code Handshakes KIND PLACE AT_ONCE}. Makes as many as each
 * line of its input says, and answers with {@code SECONDS}; the end of the input is the end.
 */
public final class Handshakes {

    private Handshakes() {}

    /**
     * Connects.
     *
     * @param args see above
     * @throws Exception where one fails
     */
    public static void main(String[] args) throws Exception {
        int atOnce = Integer.parseInt(args[1 + Place.WORDS]);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (Peer peer = Peer.of(args[0], Place.of(args, 1))) {
            String line;
            while ((line = lines.readLine()) != null) {
                int count = Integer.parseInt(line);
                long began = System.nanoTime();
                List<Boolean> done =
                        Together.run(
                                Collections.nCopies(
                                        count,
                                        () -> {
                                            try (Session session = peer.open()) {
                                                return session != null;
                                            }
                                        }),
                                atOnce);
                System.out.println(
                        done.size() == count ? (System.nanoTime() - began) / 1e9 : "missing");
            }
        }
        System.exit(0);
    }
}
