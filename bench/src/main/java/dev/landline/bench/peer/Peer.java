package dev.landline.bench.peer;

import dev.landline.link.FastCurves;
import java.io.IOException;

/** A client of one kind, as its own documentation has it used. Safe for any threads. */
public interface Peer extends AutoCloseable {

    /**
     * Makes a connection, logs in, and knows that it may.
     *
     * @return the connection
     * @throws IOException where that fails
     */
    Session open() throws IOException;

    @Override
    void close();

    /**
     * The client of a name.
     *
     * @param kind {@code landline}, the same with {@code +curves} behind it for a process that has
     *     {@link FastCurves}, or {@code +threads} where connections run on threads of the platform;
     *     {@code mina} or {@code sshj}
     * @param place the server
     * @return the client
     * @throws IOException where a key cannot be read
     */
    static Peer of(String kind, Place place) throws IOException {
        return switch (kind) {
            case "landline" -> new LandlinePeer(place, Thread::ofVirtual);
            case "landline+threads" -> new LandlinePeer(place, () -> Thread.ofPlatform().daemon());
            case "landline+curves" -> {
                FastCurves.install();
                yield new LandlinePeer(place, Thread::ofVirtual);
            }
            case "mina" -> new MinaPeer(place);
            case "sshj" -> new SshjPeer(place);
            default ->
                    throw new IllegalArgumentException(
                            "expected landline, landline+curves, landline+threads, mina or sshj,"
                                    + " got "
                                    + kind);
        };
    }
}
