package dev.landline.client.diagnosis;

import dev.landline.identity.Fingerprint;
import dev.landline.info.ServerInfo;
import dev.landline.probe.ProbeRequest.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that was done on the way to a server and measured. Immutable. */
public sealed interface Step {

    /**
     * The key that this side is known by was found.
     *
     * @param fingerprint the key's short name
     * @param file where it was; empty for a key in memory
     */
    record Key(Fingerprint fingerprint, Optional<Path> file) implements Step {}

    /**
     * The host's name was looked up.
     *
     * @param host the name, or the address that was named itself
     * @param addresses what it stands for, in the order in which they are tried
     * @param took how long that took
     */
    record LookUp(String host, List<String> addresses, Duration took) implements Step {
        /** Copies the addresses. */
        public LookUp {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * An address was tried. The first that answers is taken, the others are left alone.
     *
     * @param address address and port, or the path of a Unix socket
     * @param took until it answered or was given up
     * @param failure why it could not be reached; empty where it could
     */
    record Attempt(String address, Duration took, Optional<String> failure) implements Step {}

    /**
     * TLS is up: the host has proved its key, which is trusted.
     *
     * @param cipher the cipher suite's standard name
     * @param provider the Java security provider on this side that has the cipher
     * @param hostKey the host's key
     * @param took how long the handshake took; in a JVM that has just started most of that is the
     *     loading of classes
     */
    record Secured(String cipher, Optional<String> provider, Fingerprint hostKey, Duration took)
            implements Step {}

    /**
     * The greetings are exchanged: this side is authorised.
     *
     * @param software name and version of the other side
     * @param protocol the protocol version of both
     * @param took from our greeting to theirs, the look at the own key included
     */
    record Greeted(String software, int protocol, Duration took) implements Step {}

    /**
     * Pings were answered on the idle line, one after the other.
     *
     * @param times how long each took
     */
    record RoundTrips(Times times) implements Step {}

    /**
     * The server told about itself.
     *
     * @param firstByte from the request to the first byte of the answer: a round trip, and what the
     *     software of both sides adds
     * @param clock how far its clock is ahead of ours; negative where it is behind
     * @param clockError how much that may be off
     * @param info what it told
     */
    record Answered(Duration firstByte, Duration clock, Duration clockError, ServerInfo info)
            implements Step {}

    /**
     * Bytes went one way, and every one that arrived was right.
     *
     * @param direction which way
     * @param bytes how many arrived
     * @param time how long that took
     * @param firstWindow how much might be under way at the beginning, in bytes
     * @param largestWindow the same, at most
     * @param stoodStill for how long the sender had to wait for the receiver to grant more; zero
     *     where the other side sends, for it knows and we do not
     * @param processor how much time of processors this process has taken meanwhile
     * @param loaded round trips of pings meanwhile: what is queued on the line adds to them
     */
    record Carried(
            Direction direction,
            long bytes,
            Duration time,
            long firstWindow,
            long largestWindow,
            Duration stoodStill,
            Duration processor,
            Times loaded)
            implements Step {

        /**
         * How fast it was.
         *
         * @return bytes in a second, 0 or more
         */
        public double perSecond() {
            return bytes * 1e9 / Math.max(1, time.toNanos());
        }
    }

    /**
     * Something could not be measured, because the server does not offer or allow it.
     *
     * @param service the service that it would take
     * @param why what the server said
     */
    record Missing(String service, String why) implements Step {}
}
