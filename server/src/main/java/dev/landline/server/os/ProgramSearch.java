package dev.landline.server.os;

import dev.landline.ExitStatus.NotStarted;
import dev.landline.ExitStatus.Reason;
import dev.landline.libc.Errno;
import dev.landline.libc.LibC;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a command's program and starts it, as {@code execvp} in glibc does, and explains what went
 * wrong. For one start.
 */
final class ProgramSearch {

    // What glibc looks along where there is no PATH: confstr(_CS_PATH).
    private static final String DEFAULT_PATH = "/bin:/usr/bin";
    private static final String SHELL = "/bin/sh";

    private final CommandSpec command;
    private final WorkingDirectory directory;
    private final Spawn spawn;
    private @Nullable String refused;
    private @Nullable String incomplete;

    ProgramSearch(CommandSpec command, WorkingDirectory directory, Spawn spawn) {
        this.command = command;
        this.directory = directory;
        this.spawn = spawn;
    }

    /**
     * Tries each place in turn.
     *
     * @return the process id, or a negated error number for {@link #explain}
     */
    int start() {
        int failure = -Errno.ENOENT;
        for (String candidate : candidates()) {
            int result = directory.find(candidate);
            if (result == 0) {
                result = startOrInterpret(candidate);
                if (result == -Errno.ENOENT) {
                    incomplete = candidate;
                }
            }
            if (result == -Errno.EACCES) {
                refused = candidate;
            } else if (!isAbsence(result)) {
                return result;
            } else {
                failure = result;
            }
        }
        return refused == null ? failure : -Errno.EACCES;
    }

    /**
     * Says why nothing was started.
     *
     * @param error what {@link #start} returned
     * @return the reason, and words that name the program
     */
    NotStarted explain(int error) {
        String program = command.program();
        if (refused != null && error == -Errno.EACCES) {
            return new NotStarted(
                    Reason.NOT_EXECUTABLE,
                    directory.isDirectory(refused)
                            ? refused + ": is a directory, not a program"
                            : refused + ": " + LibC.describe(error) + " (is it executable?)");
        }
        if (!isAbsence(error)) {
            return new NotStarted(Reason.FAILED, program + ": " + LibC.describe(error));
        }
        if (incomplete != null) {
            return new NotStarted(
                    Reason.NOT_EXECUTABLE,
                    incomplete + ": is there, but the interpreter or loader that it names is not");
        }
        return new NotStarted(
                Reason.NOT_FOUND,
                program.indexOf('/') >= 0
                        ? program + ": " + LibC.describe(error)
                        : "\"" + program + "\": no such program in PATH=" + path());
    }

    private int startOrInterpret(String file) {
        int result = spawn.start(file, words());
        if (result != -Errno.ENOEXEC) {
            return result;
        }
        List<String> script = new ArrayList<>(List.of(SHELL, file));
        script.addAll(command.argv().subList(1, command.argv().size()));
        return spawn.start(SHELL, script);
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(command.argv());
        command.calledAs().ifPresent(name -> words.set(0, name));
        return words;
    }

    private List<String> candidates() {
        String program = command.program();
        if (program.isEmpty()) {
            return List.of();
        }
        if (program.indexOf('/') >= 0) {
            return List.of(program);
        }
        return Stream.of(path().split(":", -1))
                .map(part -> part.isEmpty() ? program : part + "/" + program)
                .toList();
    }

    private String path() {
        return command.env().getOrDefault("PATH", DEFAULT_PATH);
    }

    /** Whether an error means that the program is not in this place and may be in another. */
    private static boolean isAbsence(int result) {
        return switch (-result) {
            case Errno.ENOENT, Errno.ENOTDIR, Errno.ENODEV, Errno.ESTALE, Errno.ETIMEDOUT -> true;
            default -> false;
        };
    }
}
