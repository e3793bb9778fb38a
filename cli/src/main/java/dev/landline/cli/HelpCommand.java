package dev.landline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline help}. picocli's own one has a {@code -h} that ours would collide with. */
@Command(
        name = "help",
        header = "Show the help of a command.",
        customSynopsis = "landline help [COMMAND]...",
        description = "")
final class HelpCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Such as exec, or keys generate. Default: landline itself.")
    private final List<String> names = new ArrayList<>();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        CommandLine command = spec.root().commandLine();
        for (String name : names) {
            CommandLine below = command.getSubcommands().get(name);
            if (below == null) {
                throw new ParameterException(
                        command,
                        "expected one of "
                                + String.join(", ", command.getSubcommands().keySet())
                                + ", got '"
                                + name
                                + "'");
            }
            command = below;
        }
        command.usage(command.getOut());
        return 0;
    }
}
