package dev.landline.client.classic;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.classic.DialectException;
import dev.landline.link.Link;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A conversation over a link. Whatever leaves bytes behind whose meaning is unknown ends it: they
 * would be taken for the next answer.
 */
final class StreamConversation implements Conversation {

    private static final String CLOSED_HERE = "this side closed the connection";

    private final Link link;
    private final AnswerReader answers;
    private final AtomicReference<String> end = new AtomicReference<>("");

    /** Part of a conversation. */
    interface Step<T> {
        T run(Link link) throws IOException;
    }

    StreamConversation(Link link, AnswerReader answers) {
        this.link = link;
        this.answers = answers;
    }

    @Override
    public Answer ask(byte[] command, Delivery delivery) throws IOException {
        return run(it -> {
            answers.awaitTurn();
            it.output().write(command);
            return answers.read(command.length, delivery);
        });
    }

    /** Runs a part; where it fails, that is the end of the whole. */
    <T> T run(Step<T> step) throws IOException {
        if (!end.get().isEmpty()) {
            throw new ConnectionException(
                    ErrorCode.CONNECTION_CLOSED, "the connection has ended: " + end.get());
        }
        T result;
        try {
            result = step.run(link);
        } catch (HashMismatchException e) {
            throw e; // All of its bytes have been read.
        } catch (DialectException | LocalFailureException | LandlineException e) {
            if (end(String.valueOf(e.getMessage()))) {
                throw e;
            }
            throw closedHere(e);
        } catch (IOException e) {
            if (end(String.valueOf(e.getMessage()))) {
                throw new ConnectionException(
                        ErrorCode.CONNECTION_LOST, String.valueOf(e.getMessage()), null, e);
            }
            throw closedHere(e);
        } catch (RuntimeException e) {
            end(e.toString());
            throw e;
        }
        if (!end.get().isEmpty()) {
            throw closedHere(null);
        }
        return result;
    }

    private static ConnectionException closedHere(@Nullable Exception e) {
        return new ConnectionException(ErrorCode.CONNECTION_CLOSED, CLOSED_HERE, null, e);
    }

    /** The first reason counts; false where it was another. */
    private boolean end(String reason) {
        boolean first = end.compareAndSet("", reason);
        link.abort();
        answers.close();
        return first;
    }

    @Override
    public boolean giveUp() {
        return answers.giveUp();
    }

    @Override
    public boolean isOpen() {
        return end.get().isEmpty();
    }

    @Override
    public String remote() {
        return link.remote();
    }

    @Override
    public void close() {
        end(CLOSED_HERE);
    }
}
