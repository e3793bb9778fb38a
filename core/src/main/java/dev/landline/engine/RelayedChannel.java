package dev.landline.engine;

import dev.landline.wire.Frame;
import java.util.ArrayDeque;

/** A channel that goes through a {@link Relay}. Guarded by the relay's lock. */
final class RelayedChannel {

    /** Frames that may come before the server has said yes: signals, and one small window. */
    static final int MAX_HELD = 1024;

    private final RelayedClient client;
    private final int local;
    private final ArrayDeque<Frame> held = new ArrayDeque<>();
    private int remote;

    RelayedChannel(RelayedClient client, int local) {
        this.client = client;
        this.local = local;
    }

    RelayedClient client() {
        return client;
    }

    /** Its number on the client's line. */
    int local() {
        return local;
    }

    /** Its number on the server's line; 0 while it waits for one. */
    int remote() {
        return remote;
    }

    void remote(int number) {
        remote = number;
    }

    /** What the client has said while the channel waits for a number. */
    ArrayDeque<Frame> held() {
        return held;
    }
}
