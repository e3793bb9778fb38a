package dev.landline.client.diagnosis;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A socket that keeps the first bytes that the other side has sent, to say who that is. */
final class HeardSocket extends Socket {

    private static final int MOST = 256;

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private @Nullable InputStream input;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        InputStream known = input;
        if (known == null) {
            known = new Hearing(super.getInputStream());
            input = known;
        }
        return known;
    }

    /** The first bytes, 256 at most. */
    FirstWords heard() {
        synchronized (heard) {
            return new FirstWords(heard.toByteArray());
        }
    }

    private void keep(byte[] bytes, int offset, int count) {
        synchronized (heard) {
            heard.write(bytes, offset, Math.min(count, MOST - heard.size()));
        }
    }

    /** Only this one read is used: {@code dev.landline.link} reads into arrays. */
    private final class Hearing extends FilterInputStream {

        private boolean full;

        Hearing(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            if (count > 0 && !full) {
                keep(target, offset, count);
                full = heard.size() >= MOST;
            }
            return count;
        }
    }
}
