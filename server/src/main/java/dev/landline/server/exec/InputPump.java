package dev.landline.server.exec;

import dev.landline.engine.IncomingStream;
import dev.landline.server.os.InputPipe;
import java.io.IOException;

/** Carries the client's bytes to a command's input. */
final class InputPump implements Runnable {

    private static final int CHUNK = 64 * 1024;

    private final IncomingStream stream;
    private final InputPipe pipe;

    InputPump(IncomingStream stream, InputPipe pipe) {
        this.stream = stream;
        this.pipe = pipe;
    }

    @Override
    public void run() {
        byte[] chunk = new byte[CHUNK];
        try {
            int count;
            while ((count = stream.read(chunk, 0, CHUNK)) >= 0) {
                pipe.write(chunk, 0, count);
            }
        } catch (IOException e) {
            // Nobody reads any more, or the channel has ended: either way the input is over.
        } finally {
            stream.close();
            pipe.close();
        }
    }
}
