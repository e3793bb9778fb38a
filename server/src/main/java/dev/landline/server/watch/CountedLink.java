package dev.landline.server.watch;

import dev.landline.link.Link;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A link whose bytes are counted as they are read and written. */
final class CountedLink implements Link {

    private final Link link;
    private final InputStream input;
    private final OutputStream output;

    CountedLink(Link link, Flow in, Flow out) {
        this.link = link;
        this.input = new CountedInput(link.input(), in);
        this.output = new CountedOutput(link.output(), out);
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
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

    private static final class CountedInput extends InputStream {

        private final InputStream input;
        private final Flow flow;

        CountedInput(InputStream input, Flow flow) {
            this.input = input;
            this.flow = flow;
        }

        @Override
        public int read() throws IOException {
            int value = input.read();
            flow.bytes(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = input.read(target, offset, length);
            flow.bytes(Math.max(0, count));
            return count;
        }

        @Override
        public int available() throws IOException {
            return input.available();
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }

    private static final class CountedOutput extends OutputStream {

        private final OutputStream output;
        private final Flow flow;

        CountedOutput(OutputStream output, Flow flow) {
            this.output = output;
            this.flow = flow;
        }

        @Override
        public void write(int value) throws IOException {
            output.write(value);
            flow.bytes(1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            output.write(source, offset, length);
            flow.bytes(length);
        }

        @Override
        public void flush() throws IOException {
            output.flush();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}
