package dev.landline.cli.exec;

import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes everything from the first word of the command on, whether it looks like an option or not.
 */
final class RestOfLine implements IParameterConsumer {

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's interface
    public void consumeParameters(Stack<String> args, ArgSpec argument, CommandSpec command) {
        List<String> words = argument.getValue();
        if (!args.isEmpty() && args.peek().equals("--")) {
            args.pop(); // picocli has taken only the first one, which may stand before the target
        }
        while (!args.isEmpty()) {
            words.add(args.pop());
        }
    }
}
