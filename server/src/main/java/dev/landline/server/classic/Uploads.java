package dev.landline.server.classic;

import dev.landline.classic.ContentHash;
import dev.landline.classic.DialectException;
import dev.landline.classic.Int32;
import dev.landline.classic.JsonHeader;
import dev.landline.server.classic.UploadDirectory.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes uploads, or says why not. For many threads. Source: {@code spec/CLASSIC.md}, section 7. */
final class Uploads {

    private final @Nullable UploadDirectory directory;
    private final Charset charset;
    private final ClassicListener events;

    /**
     * Makes one.
     *
     * @param directory where they go, or null to take none
     */
    Uploads(@Nullable UploadDirectory directory, Charset charset, ClassicListener events) {
        this.directory = directory;
        this.charset = charset;
        this.events = events;
    }

    /** Whether bytes begin a frame: the length of a header has a zero byte, a command has none. */
    static boolean isFrame(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, Int32.BYTES); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes one frame and answers it.
     *
     * @param client who sends it
     * @param input where the frame begins
     * @param output where the answer goes
     * @throws DialectException where the frame cannot be skipped; it was answered
     * @throws EOFException where the client leaves within it; nothing of it is left
     * @throws IOException where reading or writing fails; nothing of it is left
     */
    void take(String client, InputStream input, OutputStream output) throws IOException {
        JsonHeader header;
        try {
            header = JsonHeader.read(input, charset);
        } catch (DialectException e) {
            refuse(client, String.valueOf(e.getMessage()), output);
            throw e;
        }
        try {
            store(client, header, input, output);
        } catch (Refusal e) {
            refuse(client, String.valueOf(e.getMessage()), output);
            input.skipNBytes(e.unread);
        } catch (IOException e) {
            events.on(new ClassicEvent.NotStored(client, String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private void store(String client, JsonHeader header, InputStream input, OutputStream output)
            throws IOException, Refusal {
        long size = header.dataSize();
        if (directory == null) {
            throw new Refusal("this server takes no uploads", size);
        }
        ContentHash hash =
                header.hash()
                        .orElseThrow(() ->
                                new Refusal(
                                        "expected the key hash, sha256:… or md5:…, got "
                                                + header.unknownHash().orElse("none"),
                                        size));
        String name =
                header.filename()
                        .flatMap(SafeName::of)
                        .orElseThrow(() ->
                                new Refusal(
                                        "expected the key filename with a name, got "
                                                + header.filename()
                                                        .map(given -> "'" + given + "'")
                                                        .orElse("none"),
                                        size));
        try {
            Path file = directory.store(name, size, hash, input);
            events.on(new ClassicEvent.Stored(client, file, size, hash));
            String stored = String.valueOf(file.getFileName());
            answer(stored, hash, null, "stored " + stored + ", " + size + " bytes", output);
        } catch (DialectException e) {
            throw new Refusal(String.valueOf(e.getMessage()), 0);
        } catch (StorageException e) {
            throw new Refusal(
                    "the server's disk does not take it: " + e.getMessage(), size - e.read());
        }
    }

    private void refuse(String client, String reason, OutputStream output) throws IOException {
        events.on(new ClassicEvent.NotStored(client, reason));
        answer(null, null, reason, "not stored: " + reason, output);
    }

    private void answer(
            @Nullable String filename,
            @Nullable ContentHash hash,
            @Nullable String error,
            String sentence,
            OutputStream output)
            throws IOException {
        byte[] body = (sentence + "\n").getBytes(charset);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(JsonHeader.of(body.length, filename, hash, error).encode());
        frame.writeBytes(body);
        frame.writeTo(output);
    }

    /** An upload that is not stored, and how much of it is still to come. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final long unread;

        Refusal(String reason, long unread) {
            super(reason);
            this.unread = unread;
        }
    }
}
