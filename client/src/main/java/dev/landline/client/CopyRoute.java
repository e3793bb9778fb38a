package dev.landline.client;

import java.io.IOException;

/** From where to where a copy goes. */
interface CopyRoute {

    /**
     * Copies.
     *
     * @param copy the choices
     * @param tally hears how it goes
     */
    void run(FileCopy copy, Tally tally) throws IOException, InterruptedException;
}
