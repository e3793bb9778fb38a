package dev.landline.client;

import dev.landline.LandlineException;
import dev.landline.engine.Connection;

/** What a connection is made anew for when it breaks. */
interface Resumable {

    /** There is a new connection. Called by the line, on a thread that may wait. */
    void resume(Connection connection);

    /** There will be none. The first cause counts. */
    void giveUp(LandlineException cause);
}
