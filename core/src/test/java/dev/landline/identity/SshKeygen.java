package dev.landline.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the real ssh-keygen. */
final class SshKeygen {

    static final String PASSPHRASE = "pässwörd 1";

    private SshKeygen() {}

    /** Runs it, expects success, and gives what it printed. */
    static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ssh-keygen"));
        command.addAll(List.of(arguments));
        return output(command);
    }

    /** Makes a key without a passphrase and gives its file. */
    static Path generate(Path directory, String name, String... arguments)
            throws IOException, InterruptedException {
        return generateProtected(directory, name, "", arguments);
    }

    /** Makes a key with a passphrase and gives its file. */
    static Path generateProtected(
            Path directory, String name, String passphrase, String... arguments)
            throws IOException, InterruptedException {
        Path file = directory.resolve(name);
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q"));
        command.addAll(List.of("-f", file.toString(), "-N", passphrase, "-C", name + " key"));
        command.addAll(List.of(arguments));
        output(command);
        return file;
    }

    /** The fingerprint that ssh-keygen prints for a key file. */
    static String fingerprint(Path file) throws IOException, InterruptedException {
        return run("-lf", file.toString()).split(" ", -1)[1];
    }

    static String output(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("landline-test-", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process =
                    builder.redirectOutput(log.toFile())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
            boolean ended = process.waitFor(30, TimeUnit.SECONDS);
            process.destroyForcibly();
            String printed = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ended; it printed %s", command, printed).isTrue();
            assertThat(process.exitValue()).as("%s: %s", command, printed).isZero();
            return printed;
        } finally {
            Files.delete(log);
        }
    }
}
