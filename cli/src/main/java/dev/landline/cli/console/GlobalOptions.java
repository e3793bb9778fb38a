package dev.landline.cli.console;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
public final class GlobalOptions {

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say what happens; on errors, show the stack trace.")
    private boolean verbose;

    @Option(
            names = "--trace",
            scope = ScopeType.INHERIT,
            description = "Show every frame, one line each, on standard error.")
    private boolean trace;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    /** Whether to say what happens. */
    public boolean verbose() {
        return verbose;
    }

    /** Whether to show frames. */
    public boolean trace() {
        return trace;
    }
}
