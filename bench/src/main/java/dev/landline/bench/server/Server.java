package dev.landline.bench.server;

import dev.landline.link.FastCurves;
import java.nio.file.Path;

/**
 * Another side, until its input ends: {@code Server KIND DIRECTORY}. Writes {@code port N} when it
 * listens. The directory holds {@code host}, {@code host.pub} and {@code key.pub}, whose owner may
 * log in under any name; commands run as whoever started this.
 */
public final class Server {

    private Server() {}

    /**
     * Runs one.
     *
     * @param args {@code landline}, the same with {@code +curves} behind it for a process that has
     *     {@link FastCurves}, {@code mina} or {@code tls}; and the directory
     * @throws Exception where it cannot listen
     */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]);
        Listening server =
                switch (args[0]) {
                    case "landline" -> LandlineSide.start(directory);
                    case "landline+curves" -> {
                        FastCurves.install();
                        yield LandlineSide.start(directory);
                    }
                    case "mina" -> MinaSide.start(directory);
                    case "tls" -> TlsSide.start(directory);
                    default ->
                            throw new IllegalArgumentException(
                                    "expected landline, landline+curves, mina or tls, got "
                                            + args[0]);
                };
        System.out.println("port " + server.port());
        while (System.in.read() >= 0) {
            // It is to go on.
        }
        System.exit(0);
    }

    /**
     * A server that listens.
     *
     * @param port where
     */
    record Listening(int port) {}
}
