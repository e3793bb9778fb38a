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
     */
    record Hello(int version, String software, List<String> features, int maxBody, int maxChannels)
            implements Frame {
        /** Checks ranges. */
        public Hello {
            features = List.copyOf(features);
            Check.range("version", version, 0, Integer.MAX_VALUE);
            Check.length("software", software, 0, 128);
            Check.range("max_body", maxBody, 1024, Framing.MAX_BODY);
            Check.range("max_channels", maxChannels, 0, 65_536);
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
     */
    record Open(int ch, String service, JsonObject request, Optional<Map<String, Long>> windows)
            implements OnChannel {
        /** Checks ranges. */
        public Open {
            Check.channel(ch);
            Check.length("service", service, 1, Framing.MAX_NAME);
            Check.depth("request", request, Framing.MAX_DEPTH - 1);
            windows = windows.map(Check::windows);
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
     */
    record Opened(int ch, Map<String, Long> windows) implements OnChannel {
        /** Checks ranges. */
        public Opened {
            Check.channel(ch);
            windows = Check.windows(windows);
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
     */
    record Exit(int ch, ExitStatus status, boolean pipesOpen) implements OnChannel {
        /** Checks ranges. */
        public Exit {
            Check.channel(ch);
            if (status instanceof ExitStatus.Lost) {
                throw new IllegalArgumentException("status: a lost status cannot be sent");
            }
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
     * Section 1.2: a type that this version does not know. Its body was skipped.
     *
     * @param type the word that arrived
     * @param ch the channel, where the header named one
     */
    record Unknown(String type, OptionalInt ch) implements Frame {}
}
