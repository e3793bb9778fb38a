package dev.landline.cli.jobs;

import dev.landline.cli.connect.ConnectOptions;
import dev.landline.cli.connect.Visit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What all these commands expect of their target. */
final class OtherMachine {

    private OtherMachine() {}

    static void check(@Nullable CommandSpec spec, String target, ConnectOptions connection) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        connection.check(spec.commandLine());
        if (Visit.isLocal(target)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "local: expected another target, for a server that this command starts has no"
                            + " sessions");
        }
    }
}
