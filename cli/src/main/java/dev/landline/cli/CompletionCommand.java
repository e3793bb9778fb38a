package dev.landline.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landline completion}. */
@Command(
        name = "completion",
        header = "Print a script that completes landline's commands and options.",
        customSynopsis = "landline completion bash|zsh",
        description = {"", "To use it in this shell: source <(landline completion bash)", ""})
final class CompletionCommand implements Callable<Integer> {

    /** Shells that the script is for. It is the same one: zsh reads it as bash would. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private @Nullable Shell shell;

    @Spec private @Nullable CommandSpec spec;

    private final PrintWriter out;

    CompletionCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (spec == null || shell == null) {
            throw new IllegalStateException("picocli has not filled in the command");
        }
        out.print(AutoComplete.bash("landline", spec.root().commandLine()));
        return 0;
    }
}
