package dev.landline.transfer;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.wire.FramedInput;
import dev.landline.wire.Framing;
import dev.landline.wire.FramingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages; whatever is wrong with them is a {@link ChannelException}, {@code bad_request}.
 * Messages of unknown types are left out. For one thread at a time.
 */
final class MessageInput {

    private static final int MOST_MODE = 07777;
    private static final int NANOS = 999_999_999;
    private static final int LONGEST_MESSAGE = 1000;

    private final InputStream stream;
    private final FramedInput input;
    private final byte[] skipped = new byte[8192];

    /**
     * Makes an input.
     *
     * @param input the stream
     */
    MessageInput(InputStream input) {
        this.stream = input;
        this.input = new FramedInput(input, Framing.MAX_BODY);
    }

    /**
     * The exception for messages that break the rules.
     *
     * @param what how, for people
     */
    static ChannelException violated(String what) {
        return new ChannelException(ErrorCode.BAD_REQUEST, "a transfer's messages: " + what);
    }

    /** Whether there are bytes, so that reading would not wait. */
    boolean isReady() throws IOException {
        return input.isBuffered() || stream.available() > 0;
    }

    /**
     * The next message of a sender. What was not read of the last one's body is dropped.
     *
     * @return null at the end of the stream
     */
    @Nullable SenderMessage fromSender() throws IOException {
        return next(MessageInput::senderMessage);
    }

    /** The same from a receiver. */
    @Nullable ReceiverMessage fromReceiver() throws IOException {
        return next(MessageInput::receiverMessage);
    }

    /** How many bytes of the message's body were not read. */
    int bodyLeft() {
        return input.bodyLeft();
    }

    /** Reads a piece of the body, at least one byte. */
    int body(byte[] target, int offset, int length) throws IOException {
        return input.body(target, offset, length);
    }

    /** Reads all of the body that is left. */
    byte[] body() throws IOException {
        byte[] bytes = new byte[input.bodyLeft()];
        int have = 0;
        while (have < bytes.length) {
            have += input.body(bytes, have, bytes.length - have);
        }
        return bytes;
    }

    private interface Decoder<M> {
        @Nullable M decode(String type, JsonObject header) throws JsonException;
    }

    private <M> @Nullable M next(Decoder<M> decoder) throws IOException {
        try {
            while (true) {
                while (input.bodyLeft() > 0) {
                    input.body(skipped, 0, skipped.length);
                }
                JsonObject header = input.header();
                if (header == null) {
                    return null;
                }
                M message = decoder.decode(header.text("type"), header);
                if (message != null) {
                    return message;
                }
            }
        } catch (JsonException | FramingException e) {
            throw new ChannelException(
                    ErrorCode.BAD_REQUEST, "a transfer's message: " + e.getMessage(), null, e);
        }
    }

    private static @Nullable SenderMessage senderMessage(String type, JsonObject header)
            throws JsonException {
        return switch (type) {
            case "entry" -> entry(header);
            case "begin" ->
                    new SenderMessage.Begin(
                            count(header, "n"),
                            count(header, "offset"),
                            optionalCount(header, "size"),
                            (int) header.integer("mode", 0, MOST_MODE),
                            seconds(header),
                            nanos(header));
            case "data" -> new SenderMessage.Data();
            case "hole" -> new SenderMessage.Hole(count(header, "size"));
            case "copy" -> new SenderMessage.Copy(count(header, "from"), count(header, "size"));
            case "end" -> new SenderMessage.End(count(header, "size"), header.text("hash"));
            case "given_up" ->
                    new SenderMessage.GivenUp(count(header, "n"), reason(header), text(header));
            case "left" -> new SenderMessage.Left(count(header, "n"), header.bool("complete"));
            case "problem" -> new SenderMessage.Problem(name(header), reason(header), text(header));
            case "total" ->
                    new SenderMessage.Total(
                            count(header, "files"), count(header, "size"), header.bool("complete"));
            case "waiting" -> new SenderMessage.Waiting();
            case "finished" -> new SenderMessage.Finished();
            default -> null;
        };
    }

    private static SenderMessage.Entry entry(JsonObject header) throws JsonException {
        return new SenderMessage.Entry(
                count(header, "n"),
                (int) header.optionalInteger("source", 0, Integer.MAX_VALUE).orElse(0),
                name(header),
                kind(header),
                optionalCount(header, "size"),
                (int) header.integer("mode", 0, MOST_MODE),
                seconds(header),
                nanos(header),
                header.has("target")
                        ? Optional.of(Names.fromJson("target", header.get("target")))
                        : Optional.empty(),
                Optional.ofNullable(header.optionalText("hash")));
    }

    private static FileKind kind(JsonObject header) throws JsonException {
        String kind = header.optionalText("kind");
        return switch (kind) {
            case null -> FileKind.FILE;
            case "file" -> FileKind.FILE;
            case "directory" -> FileKind.DIRECTORY;
            case "link" -> FileKind.LINK;
            default ->
                    throw JsonObject.expected(
                            "kind", "file, directory or link", header.get("kind"));
        };
    }

    private static @Nullable ReceiverMessage receiverMessage(String type, JsonObject header)
            throws JsonException {
        return switch (type) {
            case "placed" -> new ReceiverMessage.Placed(header.bool("named"));
            case "want" ->
                    new ReceiverMessage.Want(
                            count(header, "n"),
                            optionalCount(header, "offset").orElse(0),
                            Optional.ofNullable(header.optionalText("hash")));
            case "basis" -> new ReceiverMessage.Basis(count(header, "n"));
            case "same" -> new ReceiverMessage.Same(count(header, "n"));
            case "would" -> new ReceiverMessage.Would(count(header, "n"));
            case "done" ->
                    new ReceiverMessage.Done(
                            count(header, "n"), optionalCount(header, "count").orElse(1));
            case "failed" ->
                    new ReceiverMessage.Failed(count(header, "n"), reason(header), text(header));
            case "deleted" -> new ReceiverMessage.Deleted(name(header));
            case "problem" ->
                    new ReceiverMessage.Problem(name(header), reason(header), text(header));
            case "finished" -> new ReceiverMessage.Finished();
            default -> null;
        };
    }

    private static FileName name(JsonObject header) throws JsonException {
        return Names.fromJson("filename", header.get("filename"));
    }

    private static FileException.Reason reason(JsonObject header) throws JsonException {
        return FileException.Reason.fromWire(header.text("code"));
    }

    private static String text(JsonObject header) throws JsonException {
        String text = header.text("message");
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE);
    }

    private static long count(JsonObject header, String field) throws JsonException {
        return header.integer(field, 0, Framing.MAX_INTEGER);
    }

    private static OptionalLong optionalCount(JsonObject header, String field)
            throws JsonException {
        return header.optionalInteger(field, 0, Framing.MAX_INTEGER);
    }

    private static long seconds(JsonObject header) throws JsonException {
        return header.integer("mtime", -Framing.MAX_INTEGER, Framing.MAX_INTEGER);
    }

    private static int nanos(JsonObject header) throws JsonException {
        return (int) header.optionalInteger("mtime_ns", 0, NANOS).orElse(0);
    }
}
