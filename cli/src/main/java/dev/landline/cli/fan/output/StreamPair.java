package dev.landline.cli.fan.output;

import java.io.IOException;
import java.io.OutputStream;

/** Two streams, which are closed together. */
record StreamPair(OutputStream stdout, OutputStream stderr) implements HostOutput {

    @Override
    public void close() throws IOException {
        try (stdout;
                stderr) {
            stdout.flush();
            stderr.flush();
        }
    }
}
