package dev.landline.server.os;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import dev.landline.server.os.ChildProcess.Delivery;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A child as the holder of its process group's number: from start to end, and as a zombie until it
 * is given up. Only in that time signals are sent. Thread-safe.
 */
final class GroupLeader {

    private final int pid;
    private final CountDownLatch settled = new CountDownLatch(1);

    /** Guards the two fields below, and keeps the number reserved while a signal is sent to it. */
    private final ReentrantLock turn = new ReentrantLock();

    private boolean givenUp;
    private @Nullable ExitStatus status;

    GroupLeader(int pid) {
        this.pid = pid;
    }

    int pid() {
        return pid;
    }

    /**
     * Looks whether it has ended.
     *
     * @param lastLook whether nobody will look again, so that waiters must be let go in any case
     * @return whether its status is settled
     */
    boolean settle(boolean lastLook) {
        turn.lock();
        try {
            if (status != null) {
                return true;
            }
            Optional<ExitStatus> found = ChildStatus.peek(pid);
            if (found.isEmpty() && !lastLook) {
                return false;
            }
            status = found.orElseGet(this::unknown);
            if (status instanceof ExitStatus.Lost) {
                givenUp = true;
            } else if (givenUp) {
                ChildStatus.reap(pid);
            }
        } finally {
            turn.unlock();
        }
        settled.countDown();
        return true;
    }

    /** Whether the status is known. */
    boolean isSettled() {
        return settled.getCount() == 0;
    }

    /** Waits for the status. */
    Optional<ExitStatus> await(Duration atMost) throws InterruptedException {
        return settled.await(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS)
                ? Optional.of(status())
                : Optional.empty();
    }

    /** Waits for the status without a limit. */
    ExitStatus await() throws InterruptedException {
        settled.await();
        return status();
    }

    /** Sends a signal to the group. */
    Delivery signal(Signal signal) {
        turn.lock();
        try {
            if (givenUp) {
                return Delivery.GONE;
            }
            int result = LibC.call(Function.KILL, -pid, signal.number());
            if (result == 0) {
                return Delivery.SENT;
            }
            return result == -Errno.EPERM ? Delivery.NOT_PERMITTED : Delivery.GONE;
        } finally {
            turn.unlock();
        }
    }

    /** Whether the group has been given up. */
    boolean isGivenUp() {
        turn.lock();
        try {
            return givenUp;
        } finally {
            turn.unlock();
        }
    }

    /** Gives the group up: the child is reaped now, or by {@link #settle} once it has ended. */
    void giveUp() {
        turn.lock();
        try {
            if (!givenUp) {
                givenUp = true;
                if (status != null) {
                    ChildStatus.reap(pid);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private ExitStatus status() {
        turn.lock();
        try {
            return Objects.requireNonNull(status);
        } finally {
            turn.unlock();
        }
    }

    private ExitStatus unknown() {
        return new ExitStatus.Lost(
                ErrorCode.INTERNAL,
                "process " + pid + " had not ended when the process launcher was closed");
    }
}
