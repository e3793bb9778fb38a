package dev.landline.server.file;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.LandlineException;
import dev.landline.engine.ServerChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The transfers that run, by their ids. A client that comes back after a broken connection goes on
 * under the same id; the transfer that was left without anybody ends first, so that the two do not
 * work on the same files.
 */
final class Transfers {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    // Guarded by lock:
    private final Map<String, ServerChannel> running = new HashMap<>();

    /** A transfer's place, which it leaves by closing. */
    interface Entry extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes the place of a transfer, waiting until the one that has it is gone. One whose channel
     * has ended takes nobody's place: it may come here after the one that was begun in its stead.
     *
     * @param id whose it is and what the client calls it
     * @param channel its channel
     * @throws LandlineException what the channel ended with
     */
    Entry enter(String id, ServerChannel channel) throws LandlineException, InterruptedException {
        lock.lockInterruptibly();
        try {
            ServerChannel before;
            while ((before = running.get(id)) != null) {
                LandlineException end = channel.end();
                if (end != null) {
                    throw end;
                }
                before.cut(
                        new ChannelException(
                                ErrorCode.SUPERSEDED, "the same transfer was begun again"));
                left.await();
            }
            running.put(id, channel);
        } finally {
            lock.unlock();
        }
        return () -> leave(id);
    }

    private void leave(String id) {
        lock.lock();
        try {
            running.remove(id);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
