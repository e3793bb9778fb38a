package dev.landline.cli.lab.tape;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.LockSupport;

/** One end of a connection, recorded in both directions. */
public final class End {

    private static final long LOOK_AGAIN_NANOS = 50_000;

    private final Socket socket;
    private final RecordedInput input;
    private final RecordedOutput output;

    End(Socket socket, Tape incoming, Tape outgoing) throws IOException {
        this.socket = socket;
        this.input = new RecordedInput(socket.getInputStream(), incoming);
        this.output = new RecordedOutput(socket.getOutputStream(), outgoing);
    }

    /** What the other end sends. */
    public RecordedInput input() {
        return input;
    }

    /** What the other end receives. */
    public RecordedOutput output() {
        return output;
    }

    /** Switches {@code TCP_NODELAY}: on means without Nagle's algorithm. */
    public void noDelay(boolean on) throws IOException {
        socket.setTcpNoDelay(on);
    }

    /** Says that nothing more will be sent. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * Is busy with something else until so many bytes have arrived and nobody has read them.
     *
     * @throws SocketTimeoutException where they have not arrived in time
     */
    public void busyUntilArrived(long bytes) throws IOException {
        long deadline = System.nanoTime() + Wire.PATIENCE.toNanos();
        while (input.available() < bytes) {
            if (System.nanoTime() - deadline > 0) {
                throw new SocketTimeoutException(
                        "expected "
                                + bytes
                                + " bytes to arrive within "
                                + Wire.PATIENCE.toSeconds()
                                + " s, got "
                                + input.available());
            }
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for bytes to arrive");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }
}
