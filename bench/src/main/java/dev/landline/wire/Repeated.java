package dev.landline.wire;

import java.io.InputStream;

/** The same bytes again and again, as a socket would give them: as much as is asked for. */
final class Repeated extends InputStream {

    private final byte[] bytes;
    private int position;

    Repeated(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position = (position + count) % bytes.length;
        return count;
    }
}
