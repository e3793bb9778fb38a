package dev.landline.bench.peer;

import java.io.IOException;

/** One connection that is logged in. Safe for any threads. */
public interface Session extends AutoCloseable {

    /**
     * Runs a command to its end.
     *
     * @param words the command; without blanks and quotes, so that a shell reads them as they are
     * @return what it wrote to its standard output
     * @throws IOException also where its status is not 0
     */
    byte[] run(String... words) throws IOException;

    /**
     * Begins to ask something that answers with what it is given.
     *
     * @param way {@code cat}, a process; {@code echo}, what the server itself offers as a stream;
     *     {@code call}, a call of it for each question, where there is such a thing
     * @return for one thread at a time
     * @throws IOException where the server does not offer it
     */
    Exchange exchange(String way) throws IOException;

    @Override
    void close() throws IOException;
}
