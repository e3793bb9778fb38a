package dev.landline.testing.watch;

import dev.landline.link.Link;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** The other end of what a server counts. */
record CountingLink(Link link, AtomicLong read, AtomicLong written) implements Link {

    static CountingLink over(Link link) {
        return new CountingLink(link, new AtomicLong(), new AtomicLong());
    }

    @Override
    public InputStream input() {
        return new FilterInputStream(link.input()) {
            @Override
            public int read() throws IOException {
                int value = in.read();
                read.addAndGet(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = in.read(target, offset, length);
                read.addAndGet(Math.max(0, count));
                return count;
            }
        };
    }

    @Override
    public OutputStream output() {
        return new FilterOutputStream(link.output()) {
            @Override
            public void write(int value) throws IOException {
                out.write(value);
                written.incrementAndGet();
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                out.write(source, offset, length);
                written.addAndGet(length);
            }
        };
    }

    @Override
    public String remote() {
        return link.remote();
    }

    @Override
    public void finish() {
        link.finish();
    }

    @Override
    public void abort() {
        link.abort();
    }
}
