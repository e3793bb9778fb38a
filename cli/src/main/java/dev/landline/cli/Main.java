package dev.landline.cli;

import dev.landline.cli.console.ProcessInput;
import dev.landline.cli.console.ProcessSignals;
import dev.landline.cli.console.Surroundings;
import dev.landline.libc.LibC;

/** Where the process begins. */
public final class Main {

    private Main() {}

    /**
     * Runs the command and ends the process, whatever threads still wait for input.
     *
     * @param args what was typed behind {@code landline}
     */
    public static void main(String[] args) {
        Surroundings here = Surroundings.ofThisProcess();
        int status = Cli.run(args, here);
        boolean waits =
                (here.stdin() instanceof ProcessInput input && input.isAwaited())
                        || (here.signals() instanceof ProcessSignals signals
                                && signals.hasThreadsBehind());
        if (waits && !endsAlready()) {
            exitAtOnce(status);
        }
        System.exit(status);
    }

    /** Whether a signal ends the process: then the status is the signal's. */
    private static boolean endsAlready() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {}, "landline-none"));
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /**
     * Leaves the JVM out of it, which would wait 300 ms for a thread that waits in the kernel.
     * There is nothing left for it to do: commands close what they have opened, and no output is
     * buffered.
     */
    private static void exitAtOnce(int status) {
        try {
            LibC.requireUsable();
            var _ = LibC.call(LibC.Function._EXIT, status);
        } catch (UnsupportedOperationException e) {
            // Then it takes 300 ms.
        }
    }
}
