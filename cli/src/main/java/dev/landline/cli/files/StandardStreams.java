package dev.landline.cli.files;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Standard input and output, with failures that say what they are about. */
final class StandardStreams {

    private StandardStreams() {}

    /** The stream, whose failures are {@link StandardStreamException}s. */
    static InputStream input(InputStream stdin) {
        return new FilterInputStream(stdin) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    return in.read(bytes, offset, length);
                } catch (IOException e) {
                    throw new StandardStreamException("cannot read standard input", e);
                }
            }
        };
    }

    /** The stream; where nobody reads it any more, that is a {@code BrokenOutput}. */
    static OutputStream output(OutputStream stdout) {
        return new FilterOutputStream(stdout) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    throw OutputLines.failure(e);
                }
            }
        };
    }
}
