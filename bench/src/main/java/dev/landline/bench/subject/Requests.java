package dev.landline.bench.subject;

import dev.landline.bench.peer.Exchange;
import dev.landline.bench.peer.Peer;
import dev.landline.bench.peer.Place;
import dev.landline.bench.peer.Session;
import dev.landline.bench.peer.TlsLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLSocket;

/**
 * Questions of 64 bytes and their answers on one connection: {@code Requests KIND PLACE WAY AT_ONCE
 * WARM_UP SECONDS}, where a kind {@code tls} has no way. Each answer is checked.
 */
public final class Requests {

    private static final String PADDING = "-".repeat(TlsLimit.MESSAGE - 13);

    private Requests() {}

    /**
     * Asks.
     *
     * @param args see above
     * @throws Exception where an answer is missing or wrong
     */
    public static void main(String[] args) throws Exception {
        Place place = Place.of(args, 1);
        int at = 1 + Place.WORDS;
        String way = args[at];
        int atOnce = Integer.parseInt(args[at + 1]);
        String warmUp = args[at + 2];
        String seconds = args[at + 3];
        if (args[0].equals("tls")) {
            try (SSLSocket socket = TlsLimit.connect(place)) {
                pipelined(socket, atOnce, warmUp);
                time(() -> pipelined(socket, atOnce, seconds));
            }
        } else {
            try (Peer peer = Peer.of(args[0], place);
                    Session session = peer.open()) {
                List<Exchange> exchanges = new ArrayList<>();
                for (int i = 0; i < atOnce; i++) {
                    exchanges.add(session.exchange(way));
                }
                together(exchanges, warmUp);
                time(() -> together(exchanges, seconds));
                for (Exchange exchange : exchanges) {
                    exchange.close();
                }
            }
        }
        System.exit(0); // clients leave threads behind
    }

    /** What takes a while, and says how long each part of it took. */
    private interface Work {
        Latencies run() throws Exception;
    }

    private static void time(Work work) throws Exception {
        long began = System.nanoTime();
        work.run().report(began);
    }

    private static Latencies together(List<Exchange> exchanges, String seconds)
            throws ExecutionException, InterruptedException, IOException {
        long end = Latencies.in(seconds);
        if (exchanges.size() == 1) {
            return ask(exchanges.getFirst(), end); // on this thread, as most programs would
        }
        List<Callable<Latencies>> tasks = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            tasks.add(() -> ask(exchange, end));
        }
        Latencies all = new Latencies(end);
        Together.run(tasks, tasks.size()).forEach(all::add);
        return all;
    }

    private static Latencies ask(Exchange exchange, long end) throws IOException {
        Latencies took = new Latencies(end);
        for (int i = 0; !took.enough(); i++) {
            byte[] question = question(i);
            long began = System.nanoTime();
            byte[] answer = exchange.ask(question);
            took.add(began);
            check(question, answer);
        }
        return took;
    }

    /** With nothing in the way: so many questions are on their way, and each answer lets one go. */
    private static Latencies pipelined(SSLSocket socket, int atOnce, String seconds)
            throws IOException {
        Latencies took = new Latencies(Latencies.in(seconds));
        long[] began = new long[atOnce];
        long asked = 0;
        for (long answered = 0; answered < asked || !took.enough(); answered++) {
            for (; asked < answered + atOnce && !took.enough(); asked++) {
                began[(int) (asked % atOnce)] = System.nanoTime();
                socket.getOutputStream().write(question(asked));
            }
            byte[] answer = socket.getInputStream().readNBytes(TlsLimit.MESSAGE);
            took.add(began[(int) (answered % atOnce)]);
            check(question(answered), answer);
        }
        return took;
    }

    private static byte[] question(long number) {
        return PADDING.concat(Long.toString(1_000_000_000_000L + number))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void check(byte[] expected, byte[] got) throws IOException {
        if (!Arrays.equals(expected, got)) {
            throw new IOException(
                    "expected "
                            + new String(expected, StandardCharsets.US_ASCII)
                            + ", got "
                            + new String(got, StandardCharsets.US_ASCII));
        }
    }
}
