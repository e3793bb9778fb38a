package dev.landline.bench.peer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Questions and answers. For one thread at a time. */
public interface Exchange extends AutoCloseable {

    /**
     * Sends a question and waits for the answer.
     *
     * @param question a few bytes of ASCII
     * @return the answer
     * @throws IOException where there is none
     */
    byte[] ask(byte[] question) throws IOException;

    @Override
    void close() throws IOException;

    /** Questions into a stream, answers as long as they out of another. */
    record Streams(OutputStream to, InputStream from, AutoCloseable owner) implements Exchange {

        @Override
        public byte[] ask(byte[] question) throws IOException {
            to.write(question);
            to.flush();
            byte[] answer = from.readNBytes(question.length);
            if (answer.length < question.length) {
                throw new EOFException(
                        "expected " + question.length + " bytes, got " + answer.length);
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            to.close();
            try {
                owner.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
