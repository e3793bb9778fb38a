package dev.landline.cli.console;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only has others below it. On its own it is wrong usage. */
@Command
public abstract class CommandGroup implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    /** For the groups. */
    protected CommandGroup() {}

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        CommandLine command = spec.commandLine();
        command.usage(command.getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
