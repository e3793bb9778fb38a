package dev.landline.testing.file;

import dev.landline.LandlineException;
import dev.landline.hash.FileHash;
import dev.landline.hash.HashAlgorithm;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.wire.FramedInput;
import dev.landline.wire.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a transfer, written by hand: it keeps no rule by itself and can therefore break
 * every one. For one thread at a time.
 */
final class Wire {

    /** What is said, in this order. */
    interface Script {
        void play(Wire wire) throws Exception;
    }

    private final OutputStream out;
    private final FramedInput in;
    private final List<String> heard = new ArrayList<>();
    private final ArrayDeque<String> together = new ArrayDeque<>();

    Wire(OutputStream out, InputStream in) {
        this.out = out;
        this.in = new FramedInput(in, Framing.MAX_BODY);
    }

    /** Plays a script, and reads to the end; what the connection ends it with, or null. */
    @Nullable LandlineException play(Script script) throws IOException {
        try {
            script.play(this);
            out.close();
            awaitEnd();
            return null;
        } catch (LandlineException e) {
            return e;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String hash(byte[] content) {
        FileHash hash = FileHash.of(HashAlgorithm.XXH3_128);
        hash.update(content, 0, content.length);
        return hash.value();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A string of JSON, whatever is in it. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars()
                .forEach(c ->
                        json.append(
                                c == '"' || c == '\\' || c < 0x20 || c > 0x7e
                                        ? "\\u%04x".formatted(c)
                                        : String.valueOf((char) c)));
        return json.append('"').toString();
    }

    /** Sends a message; single quotes stand for double ones. */
    Wire say(String header, byte... body) throws IOException {
        String json = header.replace('\'', '"');
        if (body.length > 0) {
            json = json.substring(0, json.length() - 1) + ",\"data_size\":" + body.length + "}";
        }
        byte[] text = bytes(json);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (int i = 0; i < Framing.LENGTH_BYTES; i++) {
            frame.write(text.length >> (8 * i));
        }
        frame.writeBytes(text);
        frame.writeBytes(body);
        return raw(frame.toByteArray());
    }

    Wire raw(byte... bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    /** An entry of any kind, whose name is JSON. */
    Wire entry(long n, String name, String more, byte... body) throws IOException {
        return say(
                "{\"type\":\"entry\",\"n\":%d,\"filename\":%s,\"mode\":420,\"mtime\":7%s}"
                        .formatted(n, name, more),
                body);
    }

    /** A small file that travels with its entry. */
    Wire small(long n, String name, String content) throws IOException {
        byte[] body = bytes(content);
        return entry(
                n, quoted(name), ",'size':%d,'hash':'%s'".formatted(body.length, hash(body)), body);
    }

    /** A file whose content comes when it is wanted. */
    Wire file(long n, String name, long size) throws IOException {
        return entry(n, quoted(name), ",'size':" + size);
    }

    Wire directory(long n, String name) throws IOException {
        return say(
                "{\"type\":\"entry\",\"n\":%d,\"filename\":%s,\"mode\":493,\"mtime\":7,\"kind\":\"directory\"}"
                        .formatted(n, quoted(name)));
    }

    Wire link(long n, String name, String target) throws IOException {
        return entry(n, quoted(name), ",'kind':'link','target':" + quoted(target));
    }

    Wire left(long n) throws IOException {
        return say("{'type':'left','n':%d,'complete':true}".formatted(n));
    }

    Wire begin(long n, long offset, long size) throws IOException {
        return say(
                "{'type':'begin','n':%d,'offset':%d,'size':%d,'mode':420,'mtime':7}"
                        .formatted(n, offset, size));
    }

    Wire data(byte... body) throws IOException {
        return say("{'type':'data'}", body);
    }

    Wire end(long size, String hash) throws IOException {
        return say("{'type':'end','size':%d,'hash':'%s'}".formatted(size, hash));
    }

    /** The content of a file, as it should come. */
    Wire content(long n, byte... content) throws IOException {
        return begin(n, 0, content.length).data(content).end(content.length, hash(content));
    }

    Wire finished() throws IOException {
        return say("{'type':'finished'}");
    }

    /** Reads until the other side says something that begins like this. */
    String await(String beginning) throws IOException {
        String said;
        do {
            said = hear();
            if (said == null) {
                throw new AssertionError("expected " + beginning + ", got the end after " + heard);
            }
        } while (!said.startsWith(beginning));
        return said;
    }

    /** Says nothing more, and reads until the other side ends it: it has to do so by itself. */
    void awaitEnd() throws IOException {
        while (hear() != null) {
            // All of it is in the list.
        }
    }

    /**
     * The next message, such as {@code failed 3 denied}; null at the end. What is told of several
     * entries at once is heard of each.
     */
    @Nullable String hear() throws IOException {
        String more = together.poll();
        if (more != null) {
            heard.add(more);
            return more;
        }
        JsonObject header = in.header();
        if (header == null) {
            return null;
        }
        byte[] body = new byte[8192];
        while (in.bodyLeft() > 0) {
            in.body(body, 0, body.length);
        }
        StringBuilder said = new StringBuilder();
        for (String field : List.of("type", "n", "offset", "code")) {
            switch (header.get(field)) {
                case JsonValue.Text(String text) -> said.append(' ').append(text);
                case JsonValue.Int(long number) -> said.append(' ').append(number);
                case null, default -> {
                    // Not in this message.
                }
            }
        }
        if (header.get("count") instanceof JsonValue.Int(long count)
                && header.get("n") instanceof JsonValue.Int(long first)) {
            for (long n = first + 1; n < first + count; n++) {
                together.add("done " + n);
            }
        }
        heard.add(said.substring(1));
        return said.substring(1);
    }

    List<String> heard() {
        return List.copyOf(heard);
    }
}
