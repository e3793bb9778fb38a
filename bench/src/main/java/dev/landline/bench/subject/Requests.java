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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLSocket;

/**
 * Questions of 64 bytes and their answers on one connection: {@code Requests KIND PLACE WAY AT_ONCE
 * WARM_UP COUNT}, where a kind {@code tls} has no way. Each answer is checked.
 */
public final class Requests {

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
        int warmUp = Integer.parseInt(args[at + 2]);
        int count = Integer.parseInt(args[at + 3]);
        if (args[0].equals("tls")) {
            try (SSLSocket socket = TlsLimit.connect(place)) {
                pipelined(socket, atOnce, warmUp);
                time(() -> pipelined(socket, atOnce, count));
            }
        } else {
            try (Peer peer = Peer.of(args[0], place);
                    Session session = peer.open()) {
                List<Exchange> exchanges = new ArrayList<>();
                for (int i = 0; i < atOnce; i++) {
                    exchanges.add(session.exchange(way));
                }
                together(exchanges, warmUp);
                time(() -> together(exchanges, count));
                for (Exchange exchange : exchanges) {
                    exchange.close();
                }
            }
        }
        System.exit(0); // clients leave threads behind
    }

    /** What takes a while, and says how long each part of it took. */
    private interface Work {
        long[] run() throws Exception;
    }

    private static void time(Work work) throws Exception {
        long began = System.nanoTime();
        long[] nanos = work.run();
        Latencies.report(nanos, System.nanoTime() - began);
    }

    private static long[] together(List<Exchange> exchanges, int count)
            throws ExecutionException, InterruptedException {
        List<FutureTask<long[]>> tasks = new ArrayList<>();
        int each = Math.max(1, count / exchanges.size());
        for (Exchange exchange : exchanges) {
            FutureTask<long[]> task = new FutureTask<>(() -> ask(exchange, each));
            tasks.add(task);
            Thread.ofVirtual().start(task);
        }
        long[] all = new long[each * tasks.size()];
        int at = 0;
        for (FutureTask<long[]> task : tasks) {
            System.arraycopy(task.get(), 0, all, at, each);
            at += each;
        }
        return all;
    }

    private static long[] ask(Exchange exchange, int count) throws IOException {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            byte[] question = question(i);
            long began = System.nanoTime();
            byte[] answer = exchange.ask(question);
            nanos[i] = System.nanoTime() - began;
            check(question, answer);
        }
        return nanos;
    }

    /** With nothing in the way: so many questions are on their way, and each answer lets one go. */
    private static long[] pipelined(SSLSocket socket, int atOnce, int count) throws IOException {
        long[] began = new long[count];
        long[] nanos = new long[count];
        int asked = 0;
        for (int answered = 0; answered < count; answered++) {
            for (; asked < count && asked < answered + atOnce; asked++) {
                began[asked] = System.nanoTime();
                socket.getOutputStream().write(question(asked));
            }
            byte[] answer = socket.getInputStream().readNBytes(TlsLimit.MESSAGE);
            nanos[answered] = System.nanoTime() - began[answered];
            check(question(answered), answer);
        }
        return nanos;
    }

    private static byte[] question(int number) {
        return "%064d".formatted(number).getBytes(StandardCharsets.US_ASCII);
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
