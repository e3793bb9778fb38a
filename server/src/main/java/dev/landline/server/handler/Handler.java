package dev.landline.server.handler;

/**
 * Something that clients call by its name. It has a public constructor without parameters where a
 * {@link java.util.ServiceLoader} is to find it, or a jar names it. Used by many threads at once:
 * each call has a thread of its own.
 *
 * <p>One that is {@link AutoCloseable} and was found by the server is closed when it is no longer
 * offered and its last call has ended.
 */
public interface Handler {

    /**
     * What it is called, takes and gives. Asked for once, when the handler is registered.
     *
     * @return always the same
     */
    HandlerDescription description();

    /**
     * Serves one call. The answers end when this returns. The thread is interrupted when the caller
     * has gone or when the time is over; a handler that does not heed that holds up nobody but
     * itself, and what it still sends is dropped.
     *
     * @param call what was asked, and the way to answer; not to be used after this has returned
     * @throws dev.landline.ChannelException with {@code bad_request}, {@code not_permitted} or
     *     {@code handler_failed}: the caller gets it as it is
     * @throws Exception anything else: the caller gets {@code handler_failed} with the simple name
     *     of its class and its message; the stack is for the server's log
     */
    void handle(Call call) throws Exception;
}
