package dev.landline.cli.terminal;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads what a person types. The thread is a platform thread, for a file descriptor blocks the
 * thread that reads it, and a daemon, for nothing can end a read of a terminal at which nobody
 * types: at the end of a session it is left where it stands, and the end of the process ends it.
 * What it still reads until then is lost, as with ssh; so the process should end soon.
 */
public final class Keyboard {

    private static final int CHUNK = 64 * 1024;

    private final InputStream stdin;
    private final EscapeKeys keys;
    private final Listener listener;

    /** Told on the reading thread, so that nothing is read until it returns. */
    public interface Listener extends EscapeKeys.Sink {
        /** Nothing more can be typed: the terminal has gone. Not called where the sink threw. */
        void ended();
    }

    private Keyboard(InputStream stdin, EscapeKeys keys, Listener listener) {
        this.stdin = stdin;
        this.keys = keys;
        this.listener = listener;
    }

    /**
     * Reads from now on, on a thread of its own, until the input ends or the listener throws.
     *
     * @return the thread, which nobody should wait for
     */
    public static Thread start(InputStream stdin, EscapeKeys keys, Listener listener) {
        Keyboard keyboard = new Keyboard(stdin, keys, listener);
        return Thread.ofPlatform().daemon().name("landline-keyboard").start(keyboard::run);
    }

    private void run() {
        byte[] chunk = new byte[CHUNK];
        try {
            int count;
            while ((count = read(chunk)) >= 0) {
                keys.feed(chunk, 0, count, listener);
            }
            keys.end(listener);
        } catch (IOException e) {
            return; // The session has ended, and its output tells.
        }
        listener.ended();
    }

    /** A terminal whose window was closed fails, which is an end like the other one. */
    private int read(byte[] chunk) {
        try {
            return stdin.read(chunk);
        } catch (IOException e) {
            return -1;
        }
    }
}
