package dev.landline.server.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import dev.landline.libc.LibC.Function;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.OptionalLong;

/** The three pipes of a child that is about to be started. */
final class ChildPipes implements ChildEnds {

    static final int STDIN = 0;
    static final int STDOUT = 1;
    static final int STDERR = 2;

    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int NON_BLOCKING = 0x800;
    private static final int SET_FLAGS = 4;
    private static final int DUPLICATE_CLOSE_ON_EXEC = 1030;
    private static final int NONE = -1;
    private static final int SAME_GROUP = -1;

    private final int[] ours = {NONE, NONE, NONE};
    private final int[] theirs = {NONE, NONE, NONE};

    /**
     * Opens the pipes.
     *
     * @param owner whom to give them to; empty for nobody else
     * @throws IOException when the system has no more; none is left open then
     */
    ChildPipes(OptionalLong owner) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pair = arena.allocate(JAVA_INT, 2);
            for (int i = STDIN; i <= STDERR; i++) {
                Errno.check("pipe", LibC.call(Function.PIPE2, pair.address(), CLOSE_ON_EXEC));
                ours[i] = pair.getAtIndex(JAVA_INT, i == STDIN ? 1 : 0);
                theirs[i] = pair.getAtIndex(JAVA_INT, i == STDIN ? 0 : 1);
                raise(ours, i);
                raise(theirs, i);
                Errno.check("pipe", LibC.call(Function.FCNTL, ours[i], SET_FLAGS, NON_BLOCKING));
                if (owner.isPresent()) {
                    Errno.check(
                            "giving a pipe to user id " + owner.getAsLong(),
                            LibC.call(Function.FCHOWN, ours[i], owner.getAsLong(), SAME_GROUP));
                }
            }
        } catch (IOException e) {
            closeOurs();
            closeTheirs();
            throw e;
        }
    }

    /** The server's end, not blocking. */
    int ours(int stream) {
        return ours[stream];
    }

    /** The child's end, blocking. */
    int theirs(int stream) {
        return theirs[stream];
    }

    @Override
    public ChildStreams streams(Poller poller) {
        return new ChildStreams(
                new LinuxInputPipe(poller, ours[STDIN]),
                new LinuxOutputPipe(poller, ours[STDOUT]),
                new LinuxOutputPipe(poller, ours[STDERR]),
                size -> {});
    }

    @Override
    public void closeOurs() {
        close(ours);
    }

    @Override
    public void closeTheirs() {
        close(theirs);
    }

    /**
     * Moves a descriptor above the standard ones. A server that was started without these gets
     * their numbers for its pipes, and putting the child's pipes in place would then overwrite one
     * with another.
     */
    private static void raise(int[] ends, int stream) throws IOException {
        int low = ends[stream];
        if (low > STDERR) {
            return;
        }
        int high = LibC.call(Function.FCNTL, low, DUPLICATE_CLOSE_ON_EXEC, STDERR + 1);
        LibC.close(low);
        ends[stream] = Math.max(NONE, high);
        Errno.check("pipe", high);
    }

    private static void close(int[] ends) {
        Arrays.stream(ends).filter(end -> end != NONE).forEach(LibC::close);
        Arrays.fill(ends, NONE);
    }
}
