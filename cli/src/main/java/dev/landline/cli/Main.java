package dev.landline.cli;

import dev.landline.cli.console.Surroundings;

/** Where the process begins. */
public final class Main {

    private Main() {}

    /**
     * Runs the command and ends the process, whatever threads still wait for input.
     *
     * @param args what was typed behind {@code landline}
     */
    public static void main(String[] args) {
        System.exit(Cli.run(args, Surroundings.ofThisProcess()));
    }
}
