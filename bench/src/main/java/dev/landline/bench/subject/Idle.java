package dev.landline.bench.subject;

import dev.landline.bench.peer.Peer;
import dev.landline.bench.peer.Place;
import dev.landline.bench.peer.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Connections that are open and idle: {@code Idle KIND PLACE COUNT AT_ONCE}. Says {@code ready},
 * and then waits for lines: {@code open} opens them, {@code run} runs a command on each and checks
 * what it says; each is answered with {@code done}. The end of the input is the end.
 */
public final class Idle {

    private Idle() {}

    /**
     * Holds them.
     *
     * @param args see above
     * @throws Exception where one fails
     */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[1 + Place.WORDS]);
        int atOnce = Integer.parseInt(args[2 + Place.WORDS]);
        List<Session> sessions = new ArrayList<>();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        try (Peer peer = Peer.of(args[0], Place.of(args, 1))) {
            System.out.println("ready");
            String line;
            while ((line = lines.readLine()) != null) {
                switch (line) {
                    case "open" ->
                            sessions.addAll(
                                    Together.run(Collections.nCopies(count, peer::open), atOnce));
                    case "run" -> Together.run(commands(sessions), atOnce);
                    default -> throw new IOException("expected open or run, got " + line);
                }
                System.out.println("done");
            }
        }
        System.exit(0);
    }

    private static List<Callable<String>> commands(List<Session> sessions) {
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            String word = "answer-" + i;
            tasks.add(() -> {
                String got = new String(session.run("echo", word), StandardCharsets.US_ASCII);
                if (!got.equals(word + "\n")) {
                    throw new IOException("expected " + word + ", got '" + got + "'");
                }
                return got;
            });
        }
        return tasks;
    }
}
