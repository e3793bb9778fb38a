package dev.landline.client.classic;

import dev.landline.ConnectionException;
import dev.landline.classic.ClassicAddress;
import dev.landline.classic.ContentHash;
import dev.landline.classic.Dialect;
import dev.landline.classic.DialectException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * A conversation with a server of a classic dialect: one command after the other, each with its
 * answer. For one thread at a time; only {@link #close} and {@link #giveUp} may be called by any.
 * What goes wrong in the middle of an answer closes the connection, because its rest would be taken
 * for the next one. Source: {@code spec/CLASSIC.md}.
 */
public final class ClassicClient implements AutoCloseable {

    private final Conversation conversation;
    private final Dialect dialect;
    private final Charset charset;

    ClassicClient(Conversation conversation, Dialect dialect, Charset charset) {
        this.conversation = conversation;
        this.dialect = dialect;
        this.charset = charset;
    }

    /**
     * Connects, and speaks UTF-8. Blocks the calling thread.
     *
     * @param address where the server is, and what it speaks
     * @return the conversation; nothing has been said in it yet
     * @throws ConnectionException where the server cannot be reached
     */
    public static ClassicClient connect(ClassicAddress address) throws ConnectionException {
        return to(address).connect();
    }

    /**
     * The same with choices.
     *
     * @param address where the server is, and what it speaks
     * @return what the choices are made on
     */
    public static ClassicClientBuilder to(ClassicAddress address) {
        return new ClassicClientBuilder(address);
    }

    /**
     * Sends a command and takes the answer, as the other {@code run} does, without a listener.
     *
     * @param command a line of text
     * @param body takes the answer's bytes
     * @return what else is known about the answer
     * @throws IOException as the other {@code run} does
     * @throws IllegalArgumentException where the command cannot be sent
     */
    public Answer run(String command, OutputStream body) throws IOException {
        return run(command, body, TransferListener.NONE);
    }

    /**
     * Sends a command and takes the answer. Waits for its first byte without a limit (over UDP: 5
     * seconds; in {@code raw}: as chosen with {@link ClassicClientBuilder#answerTimeout}).
     *
     * @param command a line of text; white space around it is dropped
     * @param body takes the answer's bytes as they are on the wire, in pieces of at most 64 KiB; it
     *     is flushed at the end and not closed
     * @param listener hears how far it has come
     * @return what else is known about the answer
     * @throws DialectException where the server does not keep to its dialect
     * @throws HashMismatchException where the body, which has been delivered, is not what its
     *     header says; the next command can be sent
     * @throws LocalFailureException where {@code body} fails
     * @throws ConnectionException where the connection ends before the answer does, or has ended
     * @throws IOException nothing else; the above are its kinds
     * @throws IllegalArgumentException where the command is blank, or holds a NUL or what the
     *     charset has no character for; nothing was sent
     */
    public Answer run(String command, OutputStream body, TransferListener listener)
            throws IOException {
        return conversation.ask(CommandText.encode(command, charset), new Delivery(body, listener));
    }

    /**
     * Sends a file and takes the answer, in {@code json} only. The file is read twice: first for
     * its hash, before anything is sent. Source: {@code spec/CLASSIC.md}, section 7.
     *
     * @param file what to send
     * @param filename the name to propose for it
     * @param algorithm what to hash it with
     * @param listener hears how far the second reading has come
     * @return what the server says, be it that it stored nothing
     * @throws DialectException where the server does not keep to its dialect
     * @throws HashMismatchException where the server stored something else; the next command can be
     *     sent
     * @throws LocalFailureException where the file changed its size, or could not be read, while it
     *     was sent
     * @throws ConnectionException where the connection ends before the answer does, or has ended
     * @throws IOException where the file cannot be read at all; nothing was sent
     * @throws IllegalStateException where the dialect is another
     */
    public UploadResult upload(
            Path file, String filename, ContentHash.Algorithm algorithm, TransferListener listener)
            throws IOException {
        if (dialect != Dialect.JSON || !(conversation instanceof StreamConversation stream)) {
            throw new IllegalStateException(
                    "uploads: expected the dialect json, got " + dialect.scheme());
        }
        Uploading uploading = Uploading.of(file, filename, algorithm, listener);
        return stream.run(link -> uploading.over(link, charset));
    }

    /**
     * What is spoken.
     *
     * @return that of the address
     */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Whether another command can be sent, as far as is known: that the server has gone is noticed
     * when it is asked.
     *
     * @return false once the connection was closed, for whatever reason
     */
    public boolean isOpen() {
        return conversation.isOpen();
    }

    /**
     * Stops waiting for an answer in {@code raw} of which nothing has arrived: {@link #run} returns
     * as though it were empty, and the next command can be sent. What comes late is taken for the
     * answer to that one. Never blocks.
     *
     * @return false where nobody waits for such an answer; nothing was done then
     */
    public boolean giveUp() {
        return conversation.giveUp();
    }

    /**
     * The other side, for people.
     *
     * @return an address and port, or a path
     */
    public String remote() {
        return conversation.remote();
    }

    /**
     * Closes the connection at once. Whoever waits for an answer gets a {@link
     * ConnectionException}. Never blocks; a second call does nothing.
     */
    @Override
    public void close() {
        conversation.close();
    }

    @Override
    public String toString() {
        return "ClassicClient[" + dialect.scheme() + " " + remote() + "]";
    }
}
