package dev.landline.server.os;

import java.io.IOException;

/** Linux's error numbers, as far as they are told apart here. Source: errno(3). */
final class Errno {

    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int ENOEXEC = 8;
    static final int EBADF = 9;
    static final int EAGAIN = 11;
    static final int EPERM = 1;
    static final int EACCES = 13;
    static final int ENODEV = 19;
    static final int ENOTDIR = 20;
    static final int ETXTBSY = 26;
    static final int ENOSPC = 28;
    static final int EPIPE = 32;
    static final int ERANGE = 34;
    static final int ETIMEDOUT = 110;
    static final int ESTALE = 116;

    private Errno() {}

    /**
     * Passes a result on unless it is a negated error number.
     *
     * @param what what was done, for the message
     * @param result what a method of {@link LibC} returned
     * @return the result, 0 or more
     * @throws IOException when it is an error
     */
    static int check(String what, int result) throws IOException {
        if (result < 0) {
            throw new IOException(what + ": " + LibC.describe(result));
        }
        return result;
    }
}
