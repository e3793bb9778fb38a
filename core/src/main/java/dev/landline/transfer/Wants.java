package dev.landline.transfer;

import dev.landline.file.FileException;
import dev.landline.hash.FileHash;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files whose contents are wanted. What there is of them is looked at before they are asked
 * for; few at a time are held open or described for that, the others wait. For one thread.
 */
final class Wants {

    /** How many files are open, or described to the sender, before their content comes. */
    static final int MOST_COSTLY = 2;

    /** Hears of files that could not be asked for. */
    interface Failures {
        void giveUp(Pending file, FileException problem) throws IOException;
    }

    private final Root root;
    private final DirectoryCache directories;
    private final ReceiveOptions options;
    private final Replies replies;
    private final ByteBuffer direct;
    private final PartNames partNames;
    private final Failures failures;
    private final Map<Long, Pending> pending = new HashMap<>();
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private int costly;

    /**
     * Makes one without files.
     *
     * @param root the destination
     * @param directories its directories
     * @param options how files are received
     * @param replies where they are asked for
     * @param direct a buffer to read through
     * @param partNames what incomplete files are called
     * @param failures hears of files that cannot be asked for
     */
    Wants(
            Root root,
            DirectoryCache directories,
            ReceiveOptions options,
            Replies replies,
            ByteBuffer direct,
            PartNames partNames,
            Failures failures) {
        this.root = root;
        this.directories = directories;
        this.options = options;
        this.replies = replies;
        this.direct = direct;
        this.partNames = partNames;
        this.failures = failures;
    }

    boolean isEmpty() {
        return pending.isEmpty() && waiting.isEmpty();
    }

    /** The file of that number that was asked for; null for any other. */
    @Nullable Pending get(long n) {
        return pending.get(n);
    }

    /** Asks for the content of a file, now or when others are done. */
    void want(Pending file) throws IOException {
        if (file.attempts > 0) {
            ask(file, new byte[0]);
            return;
        }
        Known known = new Known(options, directories.parent(root, file.path), partNames, direct);
        if (!known.isCostly(file)) {
            known.look(file);
            ask(file, new byte[0]);
        } else if (costly < MOST_COSTLY) {
            costly++;
            file.costly = true;
            known.look(file);
            ask(file, known.basis());
        } else {
            waiting.add(file);
        }
    }

    private void ask(Pending file, byte[] basis) throws IOException {
        long n = file.entry.n();
        pending.put(n, file);
        int sent = 0;
        while (basis.length - sent > Framing.MAX_BODY) {
            replies.send(new ReceiverMessage.Basis(n), basis, sent, Framing.MAX_BODY);
            sent += Framing.MAX_BODY;
        }
        replies.send(
                new ReceiverMessage.Want(
                        n, file.knownBytes, Optional.ofNullable(file.known).map(FileHash::value)),
                basis,
                sent,
                basis.length - sent);
    }

    /** Lets go of a file, and turns to one that had to wait for it. */
    void forget(Pending file) throws IOException {
        pending.remove(file.entry.n());
        file.forget();
        if (file.costly) {
            file.costly = false;
            costly--;
            Pending next = waiting.poll();
            if (next != null) {
                try {
                    want(next);
                } catch (FileException e) {
                    failures.giveUp(next, e);
                }
            }
        }
    }

    /** Lets go of all of them. */
    void abandon() {
        pending.values().forEach(Pending::forget);
        pending.clear();
        waiting.clear();
    }
}
