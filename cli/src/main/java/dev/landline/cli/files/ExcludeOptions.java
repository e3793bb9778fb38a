package dev.landline.cli.files;

import dev.landline.select.Exclusions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is left out, in the order of the command line, for the later line wins. */
final class ExcludeOptions {

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            parameterConsumer = OfPattern.class,
            description =
                    "Leave out what matches, and do not remove it either: a line as in .gitignore,"
                            + " relative to SRC; later ones win. May be repeated.")
    private final List<Given> given = new ArrayList<>();

    /** The same list, so that the order among both options is kept. */
    @Option(
            names = "--exclude-from",
            paramLabel = "FILE",
            parameterConsumer = OfFile.class,
            description = "The same with each line of a file. May be repeated.")
    @SuppressWarnings("unused") // picocli fills it
    private final List<Given> files = given;

    /** One of the options with what stood behind it. */
    sealed interface Given {
        record Pattern(String line) implements Given {}

        record File(String name) implements Given {}
    }

    /** Takes what stands behind one of the options. */
    abstract static class Consumer implements IParameterConsumer {

        abstract Given of(String word);

        @Override
        @SuppressWarnings("JdkObsolete") // picocli's interface
        public void consumeParameters(Stack<String> args, ArgSpec argument, CommandSpec command) {
            if (args.isEmpty()) {
                String name =
                        argument instanceof OptionSpec option
                                ? option.longestName()
                                : argument.paramLabel();
                throw new ParameterException(
                        command.commandLine(),
                        "Missing required parameter for option '"
                                + name
                                + "' ("
                                + argument.paramLabel()
                                + ")");
            }
            List<Given> all = argument.getValue();
            all.add(of(args.pop()));
        }
    }

    /** For {@code --exclude}. */
    static final class OfPattern extends Consumer {
        @Override
        Given of(String word) {
            return new Given.Pattern(word);
        }
    }

    /** For {@code --exclude-from}. */
    static final class OfFile extends Consumer {
        @Override
        Given of(String word) {
            return new Given.File(word);
        }
    }

    /**
     * All the lines.
     *
     * @param directory where the names of files start from
     * @return in their order
     * @throws IllegalArgumentException where a line is no pattern
     * @throws IOException where a file cannot be read
     */
    List<String> lines(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Given each : given) {
            switch (each) {
                case Given.Pattern(String line) -> lines.add(line);
                case Given.File(String name) ->
                        lines.addAll(Exclusions.linesOf(directory.resolve(name)));
            }
        }
        var _ = Exclusions.of(lines);
        return lines;
    }
}
