package dev.landline.server.os;

import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.util.function.BooleanSupplier;

/**
 * Sends signals to processes that are not children, whose numbers may be given to others at any
 * time. A pidfd means one process for good: it is opened, then the process is looked at again, then
 * the signal goes through it. Where the system gives none, a number could change hands between the
 * last look and {@code kill}: a moment, in which the kernel would have to go through all numbers.
 */
final class PinnedSignal {

    private static final int PIDFD_SEND_SIGNAL = 424;
    private static final int PIDFD_OPEN = 434;

    private final boolean pidfds;

    /**
     * Chooses how.
     *
     * @param pidfds whether to ask for pidfds at all
     */
    PinnedSignal(boolean pidfds) {
        this.pidfds = pidfds;
    }

    /**
     * Sends a signal.
     *
     * @param stamp to which process
     * @param signal what
     * @param stillMeant looks at the process again
     * @return whether it was sent
     */
    boolean send(ProcessStamp stamp, Signal signal, BooleanSupplier stillMeant) {
        int pidfd = pidfds ? LibC.call(Function.SYSCALL, PIDFD_OPEN, stamp.pid(), 0) : -Errno.EPERM;
        if (pidfd == -Errno.ESRCH) {
            return false;
        }
        try {
            if (!stamp.isAlive() || !stillMeant.getAsBoolean()) {
                return false;
            }
            int number = signal.number();
            return pidfd < 0
                    ? LibC.call(Function.KILL, stamp.pid(), number) == 0
                    : LibC.call(Function.SYSCALL, PIDFD_SEND_SIGNAL, pidfd, number, 0, 0) == 0;
        } finally {
            if (pidfd >= 0) {
                LibC.close(pidfd);
            }
        }
    }
}
