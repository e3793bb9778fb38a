package dev.landline.transfer;

import dev.landline.file.FileKind;
import dev.landline.json.JsonWriter;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes messages, in the framing of section 1 of the protocol. They are gathered until there is
 * enough for a packet, or until {@link #flush}. For one thread at a time.
 */
final class MessageOutput {

    private static final int ENOUGH = 64 * 1024;
    private static final int FIRST_HEADER = 512;

    private final OutputStream output;
    private final JsonWriter json = new JsonWriter(FIRST_HEADER);
    private byte[] bytes = new byte[2 * ENOUGH];
    private int size;

    /**
     * Makes an output.
     *
     * @param output where to
     */
    MessageOutput(OutputStream output) {
        this.output = output;
    }

    void send(SenderMessage message) throws IOException {
        send(message, bytes, 0, 0);
    }

    /** The same with a body. */
    void send(SenderMessage message, byte[] body, int offset, int length) throws IOException {
        switch (message) {
            case SenderMessage.Entry entry -> entry(entry);
            case SenderMessage.Begin begin -> {
                header("begin").field("n", begin.n()).field("offset", begin.offset());
                begin.size().ifPresent(it -> json.field("size", it));
                json.field("mode", begin.mode());
                time(begin.mtime(), begin.mtimeNanos());
            }
            case SenderMessage.Data() -> header("data");
            case SenderMessage.Hole(long zeros) -> header("hole").field("size", zeros);
            case SenderMessage.Copy(long from, long count) ->
                    header("copy").field("from", from).field("size", count);
            case SenderMessage.End(long count, String hash) ->
                    header("end").field("size", count).field("hash", hash);
            case SenderMessage.GivenUp(long n, var reason, String text) ->
                    header("given_up")
                            .field("n", n)
                            .field("code", reason.wire())
                            .field("message", text);
            case SenderMessage.Left(long n, boolean complete) ->
                    header("left").field("n", n).field("complete", complete);
            case SenderMessage.Problem(var name, var reason, String text) -> {
                header("problem").name("filename").value(Names.toJson(name));
                json.field("code", reason.wire()).field("message", text);
            }
            case SenderMessage.Total(long files, long count, boolean complete) ->
                    header("total")
                            .field("files", files)
                            .field("size", count)
                            .field("complete", complete);
            case SenderMessage.Waiting() -> header("waiting");
            case SenderMessage.Finished() -> header("finished");
        }
        finish(body, offset, length);
    }

    private void entry(SenderMessage.Entry entry) {
        header("entry").field("n", entry.n());
        if (entry.source() > 0) {
            json.field("source", entry.source());
        }
        if (entry.name().isUtf8()) {
            json.field("filename", entry.name().text());
        } else {
            json.name("filename").value(Names.toJson(entry.name()));
        }
        if (entry.kind() != FileKind.FILE) {
            json.field("kind", entry.kind().name().toLowerCase(Locale.ROOT));
        }
        entry.size().ifPresent(it -> json.field("size", it));
        json.field("mode", entry.mode());
        time(entry.mtime(), entry.mtimeNanos());
        entry.target().ifPresent(it -> json.name("target").value(Names.toJson(it)));
        entry.hash().ifPresent(it -> json.field("hash", it));
    }

    private void time(long seconds, int nanos) {
        json.field("mtime", seconds);
        if (nanos != 0) {
            json.field("mtime_ns", nanos);
        }
    }

    void send(ReceiverMessage message) throws IOException {
        send(message, bytes, 0, 0);
    }

    /** The same with a body. */
    void send(ReceiverMessage message, byte[] body, int offset, int length) throws IOException {
        switch (message) {
            case ReceiverMessage.Placed(boolean named) -> header("placed").field("named", named);
            case ReceiverMessage.Want(long n, long from, var hash) -> {
                header("want").field("n", n);
                if (from > 0) {
                    json.field("offset", from);
                }
                hash.ifPresent(it -> json.field("hash", it));
            }
            case ReceiverMessage.Basis(long n) -> header("basis").field("n", n);
            case ReceiverMessage.Same(long n) -> header("same").field("n", n);
            case ReceiverMessage.Would(long n) -> header("would").field("n", n);
            case ReceiverMessage.Done(long n, long count) -> {
                header("done").field("n", n);
                if (count > 1) {
                    json.field("count", count);
                }
            }
            case ReceiverMessage.Failed(long n, var reason, String text) ->
                    header("failed")
                            .field("n", n)
                            .field("code", reason.wire())
                            .field("message", text);
            case ReceiverMessage.Deleted(var name) ->
                    header("deleted").name("filename").value(Names.toJson(name));
            case ReceiverMessage.Problem(var name, var reason, String text) -> {
                header("problem").name("filename").value(Names.toJson(name));
                json.field("code", reason.wire()).field("message", text);
            }
            case ReceiverMessage.Finished() -> header("finished");
        }
        finish(body, offset, length);
    }

    private JsonWriter header(String type) {
        json.reset(Framing.LENGTH_BYTES);
        return json.begin().field("type", type);
    }

    private void finish(byte[] body, int offset, int length) throws IOException {
        if (length > 0) {
            json.field("data_size", length);
        }
        json.end();
        int header = json.size() - Framing.LENGTH_BYTES;
        if (header > Framing.MAX_HEADER) {
            throw new IOException(
                    "a message's header: expected at most "
                            + Framing.MAX_HEADER
                            + " bytes, got "
                            + header);
        }
        byte[] encoded = json.array();
        encoded[0] = (byte) header;
        encoded[1] = (byte) (header >> 8);
        encoded[2] = (byte) (header >> 16);
        encoded[3] = (byte) (header >> 24);
        append(encoded, 0, json.size());
        append(body, offset, length);
        if (size >= ENOUGH) {
            flush();
        }
    }

    private void append(byte[] source, int offset, int length) {
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
        }
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Sends what was gathered, waiting for the line. */
    void flush() throws IOException {
        if (size > 0) {
            int count = size;
            size = 0;
            output.write(bytes, 0, count);
        }
    }

    /** Sends what was gathered, and the end of the stream. */
    void close() throws IOException {
        flush();
        output.close();
    }
}
