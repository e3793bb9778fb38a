package dev.landline.cli.fan.output;

import dev.landline.client.fleet.HostResult;
import dev.landline.client.hosts.Host;
import java.io.IOException;
import java.io.OutputStream;

/** Two manners at once. */
public record BothOutputs(Outputs first, Outputs second) implements Outputs {

    @Override
    public HostOutput of(Host host) throws IOException {
        HostOutput one = first.of(host);
        HostOutput other = second.of(host);
        return new HostOutput() {
            private final OutputStream stdout = new Twice(one.stdout(), other.stdout());
            private final OutputStream stderr = new Twice(one.stderr(), other.stderr());

            @Override
            public OutputStream stdout() {
                return stdout;
            }

            @Override
            public OutputStream stderr() {
                return stderr;
            }

            @Override
            public void close() throws IOException {
                try (one) {
                    other.close();
                }
            }
        };
    }

    private static final class Twice extends OutputStream {

        private final OutputStream one;
        private final OutputStream other;

        Twice(OutputStream one, OutputStream other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public void write(int b) throws IOException {
            one.write(b);
            other.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            one.write(bytes, offset, length);
            other.write(bytes, offset, length);
        }
    }

    @Override
    public void ended(HostResult<?> result) throws IOException {
        first.ended(result);
        second.ended(result);
    }

    @Override
    public void finish() throws IOException {
        first.finish();
        second.finish();
    }

    @Override
    public void close() throws IOException {
        try (first) {
            second.close();
        }
    }
}
