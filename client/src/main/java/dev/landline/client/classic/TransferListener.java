package dev.landline.client.classic;

import java.util.OptionalLong;

/** Hears how far a body has come. */
@FunctionalInterface
public interface TransferListener {

    /** Does not listen. */
    TransferListener NONE = (total, bytes) -> {};

    /**
     * Called before the first byte where the total is known, and behind each piece of at most 64
     * KiB, on the thread that carries the body; the transfer waits for it.
     *
     * @param total bytes of the whole body; empty where the dialect does not say
     * @param bytes how many of them have been carried so far
     */
    void moved(OptionalLong total, long bytes);
}
