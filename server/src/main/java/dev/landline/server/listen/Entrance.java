package dev.landline.server.listen;

import dev.landline.link.Link;
import dev.landline.server.auth.Grant;
import java.io.IOException;

/** Where an authorised link goes. */
@FunctionalInterface
public interface Entrance {

    /**
     * Serves a link. Called on the virtual thread that set the link up; returns once the greeting
     * is done, or has failed.
     *
     * @param connection the connection's name, such as {@code c7}
     * @param link the link
     * @param grant who is on the other side, and what it may do
     * @throws IOException where it was not let in after all, or did not greet; the link is closed
     *     then
     */
    void enter(String connection, Link link, Grant grant) throws IOException;
}
