package dev.landline.server.call;

import java.util.List;

/** Closes what nobody calls any more. */
public final class HandlerClosing {

    private HandlerClosing() {}

    /**
     * Closes those that can be closed. What one of them throws keeps no other from being closed,
     * and goes nowhere: nobody is left to hear it.
     *
     * @param handlers handlers, or objects that have some
     */
    public static void close(List<?> handlers) {
        for (Object handler : handlers) {
            if (handler instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Throwable e) {
                    // Its own affair.
                }
            }
        }
    }
}
