package dev.landline.client.classic;

import dev.landline.classic.ContentHash;
import dev.landline.classic.JsonHeader;
import dev.landline.link.Link;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.OptionalLong;

/**
 * A file on its way to the server. It is read twice: its hash stands before its bytes. Source:
 * {@code spec/CLASSIC.md}, section 7.
 */
final class Uploading {

    private static final int LONGEST_TEXT = 64 * 1024;

    private final Path file;
    private final String filename;
    private final long size;
    private final ContentHash hash;
    private final TransferListener listener;

    private Uploading(
            Path file, String filename, long size, ContentHash hash, TransferListener listener) {
        this.file = file;
        this.filename = filename;
        this.size = size;
        this.hash = hash;
        this.listener = listener;
    }

    /** Hashes the file; nothing is sent yet. */
    static Uploading of(
            Path file, String filename, ContentHash.Algorithm algorithm, TransferListener listener)
            throws IOException {
        MessageDigest digest = algorithm.digest();
        byte[] piece = new byte[FixedBody.PIECE];
        long size = 0;
        try (InputStream input = Files.newInputStream(file)) {
            int count;
            while ((count = input.read(piece)) >= 0) {
                digest.update(piece, 0, count);
                size += count;
            }
        }
        return new Uploading(file, filename, size, ContentHash.of(algorithm, digest), listener);
    }

    /** Sends it all, then reads the answer, which the server may have given before. */
    UploadResult over(Link link, Charset charset) throws IOException {
        try {
            send(link.output());
        } catch (LocalFailureException e) {
            throw e;
        } catch (IOException e) {
            return lastWords(link.input(), charset, e);
        }
        return answer(link.input(), charset);
    }

    /** A server that closes instead of reading on may have said why. */
    private UploadResult lastWords(InputStream input, Charset charset, IOException failure)
            throws IOException {
        try {
            return answer(input, charset);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private void send(OutputStream output) throws IOException {
        try (InputStream input = open()) {
            output.write(JsonHeader.of(size, filename, hash, null).encode());
            byte[] piece = new byte[FixedBody.PIECE];
            long sent = 0;
            OptionalLong total = OptionalLong.of(size);
            listener.moved(total, sent);
            while (sent < size) {
                int count = read(input, piece, (int) Math.min(piece.length, size - sent));
                if (count < 0) {
                    throw changed("it has only " + sent + " now");
                }
                output.write(piece, 0, count);
                sent += count;
                listener.moved(total, sent);
            }
            if (read(input, piece, 1) >= 0) {
                throw changed("it has more now");
            }
        }
    }

    private InputStream open() throws LocalFailureException {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private int read(InputStream input, byte[] piece, int most) throws LocalFailureException {
        try {
            return input.read(piece, 0, most);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private LocalFailureException unreadable(IOException e) {
        return new LocalFailureException("cannot read " + file + ": " + e.getMessage(), e);
    }

    private LocalFailureException changed(String how) {
        return new LocalFailureException(
                file
                        + " changed while it was sent: it had "
                        + size
                        + " bytes, and "
                        + how
                        + "; send it again when nobody writes to it");
    }

    private UploadResult answer(InputStream input, Charset charset) throws IOException {
        JsonHeader header = JsonHeader.read(input, charset);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        FixedBody.copy(
                input,
                header.dataSize(),
                new Delivery(firstBytes(text), TransferListener.NONE),
                null);
        if (header.error().isEmpty()) {
            ContentHash stored = header.hash().orElse(hash);
            if (stored.algorithm() == hash.algorithm()) {
                HashMismatchException.check("the server stored something else", hash, stored);
            }
        }
        return new UploadResult(
                header.filename(), header.hash(), header.error(), text.toString(charset).strip());
    }

    private static OutputStream firstBytes(ByteArrayOutputStream kept) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                kept.write(bytes, offset, Math.min(length, LONGEST_TEXT - kept.size()));
            }
        };
    }
}
