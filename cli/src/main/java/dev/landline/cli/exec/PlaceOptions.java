package dev.landline.cli.exec;

import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.Exec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** In which directory and with which variables a command runs. */
final class PlaceOptions {

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME[=VALUE]",
            description =
                    "Set a variable for the command; without =VALUE, to what it is here."
                            + " May be repeated.")
    private final List<String> variables = new ArrayList<>();

    @Option(
            names = {"-C", "--cwd"},
            paramLabel = "DIR",
            description = "Run the command in this directory of the target.")
    private @Nullable String directory;

    void check(CommandLine command) {
        for (String variable : variables) {
            if (variable.isEmpty() || variable.startsWith("=")) {
                throw new ParameterException(
                        command, "--env: expected NAME[=VALUE], got '" + variable + "'");
            }
        }
    }

    void apply(Exec exec, String target, Surroundings here) throws Complaint {
        if (Visit.isLocal(target)) {
            exec.cwd(inside(here.directory()));
        } else if (directory != null) {
            exec.cwd(directory);
        }
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            String name = equals < 0 ? variable : variable.substring(0, equals);
            String value =
                    equals < 0 ? here.environment().get(name) : variable.substring(equals + 1);
            if (value != null) {
                exec.env(name, value);
            }
        }
    }

    private String inside(Path from) throws Complaint {
        try {
            return (directory == null ? from : from.resolve(directory)).toString();
        } catch (InvalidPathException e) {
            throw new Complaint("--cwd: " + e.getMessage());
        }
    }
}
