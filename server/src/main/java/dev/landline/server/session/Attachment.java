package dev.landline.server.session;

import dev.landline.engine.IncomingStream;
import dev.landline.server.os.BrokenPipeException;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's place at a session: what they may do there, and what they have typed. It outlives the
 * channel by which they are joined, where they can come back.
 */
final class Attachment {

    private static final int CHUNK = 64 * 1024;

    private final Session session;
    private final String id;
    private final boolean opener;
    private final boolean view;

    /** Held while a channel takes the place: two may come for it at once. */
    private final ReentrantLock entrance = new ReentrantLock();

    private volatile @Nullable IncomingStream stdin;

    /** Guarded by the lock of the {@link Audience}. */
    private @Nullable Joint joint;

    /**
     * Makes a place where nobody is yet.
     *
     * @param session the session
     * @param id what the channel was opened by
     * @param opener whether it is theirs who started the command: the end of it is their will
     * @param view whether they look on only
     */
    Attachment(Session session, String id, boolean opener, boolean view) {
        this.session = session;
        this.id = id;
        this.opener = opener;
        this.view = view;
    }

    String id() {
        return id;
    }

    boolean opener() {
        return opener;
    }

    boolean view() {
        return view;
    }

    ReentrantLock entrance() {
        return entrance;
    }

    @Nullable IncomingStream stdin() {
        return stdin;
    }

    @Nullable Joint joint() {
        return joint;
    }

    void joint(@Nullable Joint other) {
        joint = other;
    }

    /** Takes the stream of what they type, once. */
    void typesInto(IncomingStream stream) {
        stdin = stream;
        if (view) {
            stream.close();
        } else {
            Thread.ofVirtual().name(session.thread("stdin")).start(() -> pump(stream));
        }
    }

    /** What nobody reads any more is dropped, and goes on being granted. */
    private void pump(IncomingStream stream) {
        SessionInput input = session.input().orElse(null);
        if (input == null) {
            stream.close();
            return;
        }
        byte[] chunk = new byte[CHUNK];
        try {
            int count;
            while ((count = stream.read(chunk, 0, CHUNK)) >= 0) {
                input.write(chunk, count);
            }
            if (stream.ended()) {
                input.end();
            } else {
                leave(input);
            }
        } catch (BrokenPipeException e) {
            input.close();
        } catch (IOException e) {
            leave(input);
        } finally {
            stream.close();
        }
    }

    /**
     * The command has ended, or they are gone for good, without a word on the end of what they
     * type: then the command's input is over where it was theirs.
     */
    private void leave(SessionInput input) {
        if (opener) {
            input.close();
        }
    }
}
