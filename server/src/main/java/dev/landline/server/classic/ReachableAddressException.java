package dev.landline.server.classic;

import java.io.IOException;

/** A server that asks nobody who they are was to listen where other machines can reach it. */
public final class ReachableAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    ReachableAddressException(String host) {
        super(
                "expected loopback (127.0.0.1, [::1], localhost) or a Unix socket, got "
                        + host
                        + ", which other machines may reach: the classic dialects ask nobody who"
                        + " they are");
    }
}
