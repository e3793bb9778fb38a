package dev.landline.client;

import dev.landline.link.Link;
import java.util.Optional;

/** Finds connections that somebody else keeps open, such as another process of the same user. */
@FunctionalInterface
public interface SharedLinks {

    /** Nobody keeps any. */
    SharedLinks NONE = Optional::empty;

    /**
     * A link to whoever keeps a connection to the server and hands frames on. Called before each
     * attempt to connect, on the thread that connects; must not block.
     *
     * @return a new link, which belongs to the caller; empty where there is nobody
     */
    Optional<Link> find();
}
