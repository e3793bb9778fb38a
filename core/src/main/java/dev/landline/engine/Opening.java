package dev.landline.engine;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.json.JsonObject;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import dev.landline.wire.Framing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client asks for when it opens a channel.
 *
 * @param service what is asked for
 * @param request what the service needs to know
 * @param incoming names of the streams from the server
 * @param outgoing names of the streams towards the server
 * @param id makes the channel one that can be resumed: 32 hexadecimal digits
 * @param gaps whether the server may leave out bytes of its streams that it has given up
 * @param lively whether what comes is for a person who may interrupt it: then its windows begin as
 *     small as they can be, so that little is under way
 * @param anew whether something is started although there are streams
 * @param kept streams from the server that go on in this channel; with them nothing is started, and
 *     the channel is joined to what the id stands for
 */
public record Opening(
        String service,
        JsonObject request,
        List<String> incoming,
        List<String> outgoing,
        Optional<String> id,
        boolean gaps,
        boolean lively,
        boolean anew,
        Optional<Map<String, IncomingStream>> kept) {

    /** Copies the lists. */
    public Opening {
        incoming = List.copyOf(incoming);
        outgoing = List.copyOf(outgoing);
        kept = kept.map(Map::copyOf);
    }

    /**
     * A channel that ends with its connection.
     *
     * @param service what is asked for
     * @param request what the service needs to know
     * @param incoming names of the streams from the server
     * @param outgoing names of the streams towards the server
     */
    public Opening(
            String service, JsonObject request, List<String> incoming, List<String> outgoing) {
        this(
                service,
                request,
                incoming,
                outgoing,
                Optional.empty(),
                false,
                false,
                false,
                Optional.empty());
    }

    /**
     * The same, to be resumed by an id.
     *
     * @param newId 32 hexadecimal digits that nobody can guess
     * @return a copy
     */
    public Opening withId(String newId) {
        return new Opening(
                service,
                request,
                incoming,
                outgoing,
                Optional.of(newId),
                gaps,
                lively,
                false,
                kept);
    }

    /**
     * The same, to go on.
     *
     * @param streams the streams from the server as far as they got, by their names
     * @return a copy
     */
    public Opening resuming(Map<String, IncomingStream> streams) {
        return new Opening(
                service,
                request,
                incoming,
                outgoing,
                id,
                gaps,
                lively,
                false,
                Optional.of(streams));
    }

    /**
     * The same, sent once more because the server has never heard of it.
     *
     * @param streams the streams from the server, which have not begun
     * @return a copy; nothing may be sent on the channel before it is open
     */
    public Opening repeating(Map<String, IncomingStream> streams) {
        return new Opening(
                service, request, incoming, outgoing, id, gaps, lively, true, Optional.of(streams));
    }

    /**
     * The same, where the server may leave bytes out.
     *
     * @return a copy
     */
    public Opening withGaps() {
        return new Opening(service, request, incoming, outgoing, id, true, lively, anew, kept);
    }

    /**
     * The same, for a person at a terminal.
     *
     * @return a copy
     */
    public Opening forTerminal() {
        return new Opening(service, request, incoming, outgoing, id, gaps, true, anew, kept);
    }

    boolean resumes() {
        return kept.isPresent();
    }

    Frame.Open frame(int ch, Map<String, Long> windows) {
        return new Frame.Open(
                ch,
                service,
                request,
                Optional.of(windows),
                id,
                anew ? Optional.empty() : kept.map(Opening::received));
    }

    private static Map<String, Long> received(Map<String, IncomingStream> streams) {
        Map<String, Long> offsets = new TreeMap<>();
        streams.forEach((name, stream) -> offsets.put(name, stream.received()));
        return offsets;
    }

    /** A request that fits no header must fail here, not on the writing thread. */
    void checkSize() throws ChannelException {
        Map<String, Long> longest = new TreeMap<>();
        incoming.forEach(stream -> longest.put(stream, Framing.MAX_INTEGER));
        try {
            var _ =
                    new FrameEncoder()
                            .bytes(
                                    new Frame.Open(
                                            Integer.MAX_VALUE,
                                            service,
                                            request,
                                            Optional.of(longest),
                                            id,
                                            id.map(any -> longest)));
        } catch (IllegalArgumentException e) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST,
                    "the request does not fit into a frame: " + e.getMessage());
        }
    }
}
