package dev.landline.link;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The two directions of a TLS connection through the JDK's engine. One thread reads, one writes,
 * and the one that reads never writes: where the other side asks for new keys, the answer goes out
 * in front of what is written next, which is as early as RFC 8446, section 4.6.3, wants it.
 *
 * <p>Most connections are idle, so buffers begin small, grow with what arrives, and shrink when
 * little does; those for writing are kept only while something is written.
 */
final class TlsStreams {

    /** The size of a buffer where little arrives: a ping and its kind fit. */
    private static final int FIRST = 256;

    /** After so many reads that all brought at most {@link #FIRST} bytes, buffers shrink. */
    private static final int SMALL_READS = 8;

    /**
     * So many records go out in one write, and come in with one read where they come so fast: as
     * many as the largest frame that is sent needs.
     */
    private static final int RECORDS = 5;

    /** Where there is so much room a record's content fits, whatever it is (RFC 8446, 5.2). */
    private static final int ROOM = (1 << 14) + 256;

    /**
     * Each change of keys that is not answered yet keeps some 3 KB in the engine. Between two
     * writes a peer that means well needs one in 2^37 bytes.
     */
    private static final int MOST_UNANSWERED = 128;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final InputStream wireIn;
    private final OutputStream wireOut;

    // For the thread that reads; both are ready to be read from.
    private ByteBuffer received = ByteBuffer.allocate(FIRST).limit(0);
    private ByteBuffer plain = ByteBuffer.allocate(FIRST).limit(0);
    private boolean filled;
    private int smallReads;

    // For whoever writes.
    private final SpareBuffers one;
    private final SpareBuffers several;

    private final AtomicInteger unanswered = new AtomicInteger();

    /**
     * Makes them, before the handshake.
     *
     * @param engine has not begun yet
     * @param wireIn what the other side sends
     * @param wireOut what it gets
     * @param one keeps buffers for a single record
     * @param several keeps buffers for as many as go out in one write
     */
    TlsStreams(
            SSLEngine engine,
            InputStream wireIn,
            OutputStream wireOut,
            SpareBuffers one,
            SpareBuffers several) {
        this.engine = engine;
        this.wireIn = wireIn;
        this.wireOut = wireOut;
        this.one = one;
        this.several = several;
    }

    /** Shakes hands, both directions on the calling thread. */
    void handshake() throws IOException {
        try {
            engine.beginHandshake();
            while (true) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> runTasks();
                    case NEED_WRAP -> wrap(NOTHING);
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                        if (!unwrap()) {
                            throw new EOFException(
                                    "the other side has closed the connection in the handshake");
                        }
                    }
                    case FINISHED, NOT_HANDSHAKING -> {
                        smallReads = SMALL_READS; // What comes now is smaller than certificates.
                        return;
                    }
                }
            }
        } catch (SSLException e) {
            sayWhy(e);
            throw e;
        }
    }

    /** Sends the alert that the engine has for the other side. */
    private void sayWhy(SSLException why) {
        try {
            engine.closeOutbound();
            while (!engine.isOutboundDone()) {
                wrap(NOTHING);
            }
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private void runTasks() {
        Runnable task;
        while ((task = engine.getDelegatedTask()) != null) {
            task.run();
        }
    }

    /** Encrypts as much as goes into one write, and writes it. */
    private void wrap(ByteBuffer source) throws IOException {
        int packet = engine.getSession().getPacketBufferSize();
        boolean large = source.remaining() > packet;
        SpareBuffers spare = large ? several : one;
        ByteBuffer records = spare.take(large ? RECORDS * packet : packet);
        SSLEngineResult result;
        do {
            result = engine.wrap(source, records);
            if (result.bytesConsumed() > 0) {
                unanswered.set(0); // Answers go out in front of data.
            }
            if (result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_TASK) {
                runTasks();
            }
        } while (result.getStatus() == SSLEngineResult.Status.OK
                && source.hasRemaining()
                && records.remaining() >= packet);
        if (records.position() > 0) {
            wireOut.write(records.array(), records.arrayOffset(), records.position());
        }
        spare.give(records);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && source.hasRemaining()) {
            throw new SSLException("the TLS connection is closed");
        }
    }

    /**
     * Decrypts one record into an empty {@link #plain}, or leaves it empty where the record was not
     * data.
     *
     * @return false where the other side sends no more
     */
    private boolean unwrap() throws IOException {
        if (smallReads == SMALL_READS && plain.capacity() > FIRST) {
            plain = ByteBuffer.allocate(FIRST);
        }
        plain.clear();
        try {
            return unwrap(null) >= 0;
        } finally {
            plain.flip();
        }
    }

    /**
     * Decrypts one record.
     *
     * @param target where its content goes, with room for all; null for {@link #plain}, which grows
     * @return how much content it had, 0 where it was not data; −1 where the other side sends no
     *     more
     */
    private int unwrap(@Nullable ByteBuffer target) throws IOException {
        while (true) {
            SSLEngineResult result = engine.unwrap(received, target == null ? plain : target);
            if (result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_TASK) {
                runTasks();
            }
            switch (result.getStatus()) {
                case OK -> {
                    if (result.bytesProduced() == 0) {
                        countUnanswered();
                    }
                    return result.bytesProduced();
                }
                case CLOSED -> {
                    return -1;
                }
                case BUFFER_OVERFLOW -> {
                    int most = engine.getSession().getApplicationBufferSize();
                    if (target != null || plain.capacity() >= most) {
                        throw new SSLException("a TLS record has more than " + most + " bytes");
                    }
                    plain = ByteBuffer.allocate(grown(plain, most));
                }
                case BUFFER_UNDERFLOW -> {
                    if (!receive()) {
                        return -1;
                    }
                }
            }
        }
    }

    /** A record that was not data may have left an answer for the thread that writes. */
    private void countUnanswered() throws SSLException {
        if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP
                && unanswered.incrementAndGet() > MOST_UNANSWERED) {
            throw new SSLException(
                    "expected at most "
                            + MOST_UNANSWERED
                            + " changes of TLS keys between two answers, got more");
        }
    }

    private static int grown(ByteBuffer buffer, int most) {
        return Math.min(4 * buffer.capacity(), most);
    }

    /** Reads more of a record that is not whole yet, and what has come behind it. */
    private boolean receive() throws IOException {
        int packet = engine.getSession().getPacketBufferSize();
        if (received.remaining() == received.capacity()) {
            if (received.capacity() >= packet) {
                throw new SSLException("a TLS record has more than " + packet + " bytes");
            }
            received = ByteBuffer.allocate(grown(received, packet)).put(received).flip();
        } else if (filled && received.capacity() < RECORDS * packet) {
            int larger = received.capacity() < packet ? packet : RECORDS * packet;
            received = ByteBuffer.allocate(larger).put(received).flip();
        } else if (smallReads == SMALL_READS
                && received.capacity() > FIRST
                && !received.hasRemaining()) {
            received = ByteBuffer.allocate(FIRST).limit(0);
        }
        received.compact();
        try {
            int room = received.remaining();
            int count = wireIn.read(received.array(), received.position(), room);
            received.position(received.position() + Math.max(count, 0));
            filled = count == room;
            smallReads = count <= FIRST ? Math.min(smallReads + 1, SMALL_READS) : 0;
            return count >= 0;
        } finally {
            received.flip();
        }
    }

    /** Says that nothing more will be written. */
    void finish() throws IOException {
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            wrap(NOTHING);
        }
    }

    /** What the other side sends. */
    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                while (!plain.hasRemaining()) {
                    if (length >= ROOM) {
                        int count = unwrap(ByteBuffer.wrap(target, offset, length));
                        if (count != 0) {
                            return count;
                        }
                    } else if (!unwrap()) {
                        return -1;
                    }
                }
                int count = Math.min(length, plain.remaining());
                plain.get(target, offset, count);
                return count;
            }

            @Override
            public int available() {
                return plain.remaining();
            }
        };
    }

    /** What this side sends; each write goes out at once. */
    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                ByteBuffer left = ByteBuffer.wrap(source, offset, length);
                while (left.hasRemaining()) {
                    wrap(left);
                }
            }
        };
    }
}
