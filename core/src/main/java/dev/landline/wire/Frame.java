package dev.landline.wire;

import dev.landline.ExitStatus;
import dev.landline.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What can travel on a connection. One record per frame type; an invalid frame cannot be made, for
 * every constructor checks ranges and lengths and throws {@link IllegalArgumentException}.
 *
 * <p>Source: {@code spec/PROTOCOL.md}, section 5; each record names its subsection.
 */
public sealed interface Frame {

    /**
     * The word in the header's {@code type}.
     *
     * @return lower-case letters, except in an {@link Unknown}
     */
    String type();

    /** A frame that belongs to one channel. */
    sealed interface OnChannel extends Frame {
        /**
         * The channel's number.
         *
         * @return 1 to 2^31 − 1
         */
        int ch();
    }

    /**
     * Section 5.1: the first frame of each side.
     *
     * @param version the protocol version
     * @param software name and version, for logs; at most 128 characters
     * @param features services and extensions on offer
     * @param maxBody the longest body that the sender accepts, in bytes
     * @param maxChannels how many channels the receiver may have open at once
     * @param instance which run of a server this is: what it remembers of sessions ends with it
     */
    record Hello(
            int version,
            String software,
            List<String> features,
            int maxBody,
            int maxChannels,
            Optional<String> instance)
            implements Frame {
        /** Checks ranges. */
        public Hello {
            features = List.copyOf(features);
            Check.range("version", version, 0, Integer.MAX_VALUE);
            Check.length("software", software, 0, 128);
            Check.range("max_body", maxBody, 1024, Framing.MAX_BODY);
            Check.range("max_channels", maxChannels, 0, 65_536);
            instance.ifPresent(word -> Check.length("instance", word, 1, Framing.MAX_NAME));
        }

        /**
         * Without an instance, as clients greet.
         *
         * @param version the protocol version
         * @param software name and version
         * @param features services and extensions on offer
         * @param maxBody the longest body
         * @param maxChannels how many channels
         */
        public Hello(
                int version, String software, List<String> features, int maxBody, int maxChannels) {
            this(version, software, features, maxBody, maxChannels, Optional.empty());
        }

        @Override
        public String type() {
            return "hello";
        }
    }

    /**
     * Section 5.2: asks for a {@link Pong}.
     *
     * @param id comes back in the answer
     */
    record Ping(long id) implements Frame {
        /** Checks the range. */
        public Ping {
            Check.range("id", id, 0, Framing.MAX_INTEGER);
        }

        @Override
        public String type() {
            return "ping";
        }
    }

    /**
     * Section 5.3: answers a {@link Ping}.
     *
     * @param id of the ping
     */
    record Pong(long id) implements Frame {
        /** Checks the range. */
        public Pong {
            Check.range("id", id, 0, Framing.MAX_INTEGER);
        }

        @Override
        public String type() {
            return "pong";
        }
    }

    /**
     * Section 5.4: the sender closes now.
     *
     * @param reason {@code done} or the word of an error code
     * @param message the same for people
     */
    record Bye(String reason, String message) implements Frame {
        @Override
        public String type() {
            return "bye";
        }
    }

    /**
     * Section 5.5: starts a channel.
     *
     * @param ch the new number
     * @param service what is asked for
     * @param request what the service needs to know
     * @param windows stream to first limit, for each stream towards the sender; empty: no flow
     *     control towards the sender
     * @param id makes the channel one that can be resumed: 32 hexadecimal digits
     * @param resume stream to the offset where it shall go on, for each stream towards the sender;
     *     there, nothing is started, and the channel is joined to what the id stands for
     */
    record Open(
            int ch,
            String service,
            JsonObject request,
            Optional<Map<String, Long>> windows,
            Optional<String> id,
            Optional<Map<String, Long>> resume)
            implements OnChannel {
        /** Checks ranges. */
        public Open {
            Check.channel(ch);
            Check.length("service", service, 1, Framing.MAX_NAME);
            Check.depth("request", request, Framing.MAX_DEPTH - 1);
            windows = windows.map(limits -> Check.offsets("windows", limits));
            id.ifPresent(Check::id);
            resume = resume.map(offsets -> Check.offsets("resume", offsets));
            if (resume.isPresent() && id.isEmpty()) {
                throw new IllegalArgumentException("resume: expected an id beside it, got none");
            }
        }

        /**
         * A channel that ends with its connection.
         *
         * @param ch the new number
         * @param service what is asked for
         * @param request what the service needs to know
         * @param windows stream to first limit
         */
        public Open(
                int ch, String service, JsonObject request, Optional<Map<String, Long>> windows) {
            this(ch, service, request, windows, Optional.empty(), Optional.empty());
        }

        @Override
        public String type() {
            return "open";
        }
    }

    /**
     * Section 5.6: the channel is open.
     *
     * @param ch the channel
     * @param windows stream to first limit, for each stream towards the sender
     * @param resume stream to the offset where it goes on, for each stream that does not begin at 0
     */
    record Opened(int ch, Map<String, Long> windows, Optional<Map<String, Long>> resume)
            implements OnChannel {
        /** Checks ranges. */
        public Opened {
            Check.channel(ch);
            windows = Check.offsets("windows", windows);
            resume = resume.map(offsets -> Check.offsets("resume", offsets));
        }

        /**
         * All streams begin at 0.
         *
         * @param ch the channel
         * @param windows stream to first limit, for each stream towards the sender
         */
        public Opened(int ch, Map<String, Long> windows) {
            this(ch, windows, Optional.empty());
        }

        @Override
        public String type() {
            return "opened";
        }
    }

    /**
     * Section 5.7: bytes of a stream.
     *
     * @param ch the channel
     * @param stream the stream's name
     * @param offset where in the stream the body begins
     * @param body the bytes between position and limit; the receiver of the frame owns the buffer
     */
    record Data(int ch, String stream, long offset, ByteBuffer body) implements OnChannel {
        /** Checks ranges. */
        public Data {
            Check.channel(ch);
            Check.stream(stream);
            Check.range("data_size", body.remaining(), 0, Framing.MAX_BODY);
            Check.range("offset", offset, 0, Framing.MAX_INTEGER - body.remaining());
        }

        @Override
        public String type() {
            return "data";
        }
    }

    /**
     * Section 5.8: a stream has ended.
     *
     * @param ch the channel
     * @param stream the stream's name
     * @param offset its length
     */
    record Eof(int ch, String stream, long offset) implements OnChannel {
        /** Checks ranges. */
        public Eof {
            Check.channel(ch);
            Check.stream(stream);
            Check.range("offset", offset, 0, Framing.MAX_INTEGER);
        }

        @Override
        public String type() {
            return "eof";
        }
    }

    /**
     * Section 5.9: how far a stream was taken and how far it may be sent.
     *
     * @param ch the channel
     * @param stream the stream's name
     * @param consumed bytes below this may be forgotten
     * @param limit bytes below this may be sent
     */
    record Window(int ch, String stream, long consumed, long limit) implements OnChannel {
        /** Checks ranges. */
        public Window {
            Check.channel(ch);
            Check.stream(stream);
            Check.range("consumed", consumed, 0, Framing.MAX_INTEGER);
            Check.range("limit", limit, consumed, Framing.MAX_INTEGER);
        }

        @Override
        public String type() {
            return "window";
        }
    }

    /**
     * Section 5.10: a signal for what runs.
     *
     * @param ch the channel
     * @param name the signal's name without {@code SIG}
     */
    record Signal(int ch, String name) implements OnChannel {
        /** Checks ranges. */
        public Signal {
            Check.channel(ch);
            Check.length("name", name, 1, Framing.MAX_NAME);
        }

        @Override
        public String type() {
            return "signal";
        }
    }

    /**
     * Section 5.11: how the command ended.
     *
     * @param ch the channel
     * @param status any status but {@link ExitStatus.Lost}, which nobody can send
     * @param pipesOpen whether the server stopped waiting for output that was still held open
     * @param reason why the server ended it, where it did: {@code timeout}, {@code cancelled} or
     *     {@code abandoned}
     */
    record Exit(int ch, ExitStatus status, boolean pipesOpen, Optional<String> reason)
            implements OnChannel {
        /** Checks ranges. */
        public Exit {
            Check.channel(ch);
            if (status instanceof ExitStatus.Lost) {
                throw new IllegalArgumentException("status: a lost status cannot be sent");
            }
            reason.ifPresent(word -> Check.length("reason", word, 1, Framing.MAX_NAME));
        }

        /**
         * It ended by itself, or by a signal that the client asked for.
         *
         * @param ch the channel
         * @param status how
         * @param pipesOpen whether output was still held open
         */
        public Exit(int ch, ExitStatus status, boolean pipesOpen) {
            this(ch, status, pipesOpen, Optional.empty());
        }

        @Override
        public String type() {
            return "exit";
        }
    }

    /**
     * Section 5.12: something went wrong.
     *
     * @param ch the channel that it ends; empty: it ends the connection
     * @param code the word of an error code
     * @param message what was expected and what arrived
     * @param hint what to do next
     */
    @SuppressWarnings("AvoidCommonTypeNames") // each record is called what its frame is called
    record Error(OptionalInt ch, String code, String message, Optional<String> hint)
            implements Frame {
        /** Checks ranges. */
        public Error {
            ch.ifPresent(Check::channel);
            Check.length("code", code, 1, Framing.MAX_NAME);
        }

        @Override
        public String type() {
            return "error";
        }
    }

    /**
     * Section 5.13: ends a channel, or asks for its end.
     *
     * @param ch the channel
     */
    record Close(int ch) implements OnChannel {
        /** Checks ranges. */
        public Close {
            Check.channel(ch);
        }

        @Override
        public String type() {
            return "close";
        }
    }

    /**
     * Section 5.14: the terminal has another size.
     *
     * @param ch the channel
     * @param columns 1 to 65,535
     * @param rows 1 to 65,535
     */
    record Resize(int ch, int columns, int rows) implements OnChannel {
        /** Checks ranges. */
        public Resize {
            Check.channel(ch);
            Check.range("columns", columns, 1, 65_535);
            Check.range("rows", rows, 1, 65_535);
        }

        @Override
        public String type() {
            return "resize";
        }
    }

    /**
     * Section 5.15: the opener of the channel is gone, although the line is not.
     *
     * @param ch the channel
     */
    record Leave(int ch) implements OnChannel {
        /** Checks ranges. */
        public Leave {
            Check.channel(ch);
        }

        @Override
        public String type() {
            return "leave";
        }
    }

    /**
     * Section 1.2: a type that this version does not know. Its body was skipped.
     *
     * @param type the word that arrived
     * @param ch the channel, where the header named one
     */
    record Unknown(String type, OptionalInt ch) implements Frame {}
}
