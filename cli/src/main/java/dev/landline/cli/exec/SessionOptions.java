package dev.landline.cli.exec;

import dev.landline.cli.connect.Visit;
import dev.landline.cli.console.Time;
import dev.landline.client.Exec;
import dev.landline.exec.OnDisconnect;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What becomes of a command when nobody is joined to it, and how to find it again. */
final class SessionOptions {

    /** The words for {@link OnDisconnect}. */
    enum Policy {
        kill,
        keep,
        detach
    }

    @Option(
            names = "--name",
            paramLabel = "NAME",
            converter = SessionName.class,
            description = "What to call the session, for jobs, attach, logs and kill.")
    private @Nullable String name;

    @Option(
            names = "--on-disconnect",
            paramLabel = "WHAT",
            description = {
                "What becomes of the command when the connection ends:",
                "kill, as everything that it started;",
                "keep: it goes on for the time of --keep, and so does landline, once there is a"
                        + " connection again (the default; with many hosts it is kill);",
                "detach: it goes on until it ends by itself (the default with a shell's --name)."
            })
    private @Nullable Policy policy;

    @Option(
            names = "--keep",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "How long the command is kept, and how long to try to connect again, such as"
                            + " 90s or 2h (default: 10m).")
    private @Nullable Duration keep;

    private static final Duration USUAL = Duration.ofMinutes(10);

    private Policy usual = Policy.keep;

    /** A session that runs by itself when nothing else is said. */
    void runsByItself() {
        usual = Policy.detach;
    }

    void check(CommandLine command, String target) {
        if (Visit.isLocal(target) && (name != null || policy != null || keep != null)) {
            throw new ParameterException(
                    command,
                    "local: expected no "
                            + (name != null
                                    ? "--name"
                                    : policy != null ? "--on-disconnect" : "--keep")
                            + ", for this server ends with this command");
        }
        if (keep != null && policy != null && policy != Policy.keep) {
            throw new ParameterException(
                    command, "--keep: expected --on-disconnect keep, got " + policy);
        }
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    Optional<Policy> policy() {
        return Optional.ofNullable(policy);
    }

    Optional<Duration> keep() {
        return Optional.ofNullable(keep);
    }

    void apply(Exec exec, String target) {
        exec.onDisconnect(Visit.isLocal(target) ? OnDisconnect.kill() : policyOrUsual());
        name().ifPresent(exec::name);
    }

    /**
     * How long to try to connect again, for one of many hosts: what is not kept is lost at once.
     */
    Duration keepForMany() {
        return keep != null ? keep : policy == Policy.keep ? USUAL : Duration.ZERO;
    }

    /** For one of many hosts: without a choice the command ends with its connection. */
    void applyToMany(Exec exec) {
        exec.onDisconnect(policy == null && keep == null ? OnDisconnect.kill() : policyOrUsual());
        name().ifPresent(exec::name);
    }

    private OnDisconnect policyOrUsual() {
        Policy chosen = policy != null ? policy : keep != null ? Policy.keep : usual;
        return switch (chosen) {
            case kill -> OnDisconnect.kill();
            case keep -> keep().map(OnDisconnect::keep).orElse(OnDisconnect.keep());
            case detach -> OnDisconnect.detach();
        };
    }
}
