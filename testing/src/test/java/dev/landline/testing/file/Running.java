package dev.landline.testing.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A process that ends when its input does, or else is killed. */
record Running(Process process) implements AutoCloseable {

    private static final int SECONDS = 20;

    String line() throws IOException {
        return process.inputReader().readLine();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() throws Exception {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
