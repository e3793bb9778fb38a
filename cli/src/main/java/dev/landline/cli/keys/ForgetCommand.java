package dev.landline.cli.keys;

import dev.landline.Target;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.UserFiles;
import dev.landline.identity.KnownHosts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code landline keys forget}. */
@Command(
        name = "forget",
        header = "Forget the key of a host, because it was changed on purpose.",
        customSynopsis = "landline keys forget [OPTION]... HOST[:PORT]",
        sortOptions = false,
        description = "")
public final class ForgetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "HOST[:PORT]", description = "As in landline exec.")
    private String host = "";

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "The file. Default: ~/.config/landline/known_hosts")
    private @Nullable Path knownHosts;

    private final Surroundings here;
    private final PrintWriter out;

    /** The command, to be filled in by picocli. */
    public ForgetCommand(Surroundings here, PrintWriter out) {
        this.here = here;
        this.out = out;
    }

    @Override
    public Integer call() throws Complaint, IOException {
        Path file =
                knownHosts != null
                        ? knownHosts
                        : UserFiles.of(here.environment()::get, here.home()).knownHosts();
        Target.Host target = target();
        int lines = new KnownHosts(file).forget(target.host(), target.port());
        if (lines == 0) {
            throw new Complaint(target + " is not in " + file);
        }
        out.println(
                "forgot "
                        + target
                        + ": "
                        + lines
                        + (lines == 1 ? " line" : " lines")
                        + " of "
                        + file);
        return 0;
    }

    private Target.Host target() throws Complaint {
        try {
            return switch (Target.parse(host)) {
                case Target.Host named -> named;
                case Target.UnixSocket socket ->
                        throw new Complaint(socket + ": a Unix socket has no host key");
            };
        } catch (IllegalArgumentException e) {
            throw new Complaint(String.valueOf(e.getMessage()));
        }
    }
}
