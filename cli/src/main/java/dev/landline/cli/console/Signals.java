package dev.landline.cli.console;

/** What the operating system tells the process, and what is left to do before it ends. */
public interface Signals {

    /** For a process that leaves signals to somebody else. */
    Signals NONE =
            new Signals() {
                @Override
                public boolean handle(String name, Runnable handler) {
                    return false;
                }

                @Override
                public Registration beforeExit(Runnable task) {
                    return () -> {};
                }

                @Override
                public void exit(int status) {}

                @Override
                public void halt(int status) {}
            };

    /** Something that was registered. */
    interface Registration extends AutoCloseable {
        /** Takes it back; does nothing once the process ends. */
        @Override
        void close();
    }

    /**
     * Replaces what a signal does, for good.
     *
     * @param name without {@code SIG}
     * @param handler runs on a thread of its own at each signal
     * @return false where this process cannot handle it, so that it does what it always did
     */
    boolean handle(String name, Runnable handler);

    /** Runs a task before the process ends, whatever ends it short of KILL; it should be quick. */
    Registration beforeExit(Runnable task);

    /**
     * Says that threads of the JVM may wait in the kernel when the command is over, as they do for
     * virtual threads that have used sockets: the end of the process is not to wait for them.
     */
    default void leaveThreadsBehind() {}

    /** Ends the process after what is registered has run. */
    void exit(int status);

    /** Ends the process at once. */
    void halt(int status);
}
