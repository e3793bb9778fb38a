package dev.landline.cli;

import dev.landline.cli.console.Surroundings;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the JVM watches to make its AOT cache (JEP 483, JEP 514): the commands that people wait for,
 * each once or twice. Whatever is loaded here is loaded at each start of the command from then on,
 * needed or not: so keys and server are made by {@link Training}, in another process.
 */
final class TrainingRun {

    private static final Path NULL = Path.of("/dev/null");

    private final Map<String, String> environment;
    private final Path home;

    private TrainingRun(Path home) {
        this.home = home;
        this.environment =
                Map.of("HOME", home.toString(), "PATH", "/usr/bin:/bin", "SHELL", "/bin/sh");
    }

    /**
     * Runs it.
     *
     * @param args a home directory with a key in it, and a server that the key may use
     * @throws IOException where a command failed; the message names it
     * @throws ReflectiveOperationException never
     */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Class.forName(Main.class.getName()); // else it would not be among what is kept
        new TrainingRun(Path.of(args[0])).run(args[1]);
    }

    private void run(String target) throws IOException {
        landline("exec", "--accept-new", target, "--", "true");
        landline("exec", target, "-c", "echo some; echo words >&2");
        String again = target.replace("127.0.0.1", "localhost");
        landline("exec", "--accept-new", target + "," + again, "--", "echo", "words");
        String hosts = home.resolve(Training.SHARED_HOSTS).toString();
        landline("exec", "--share", "--known-hosts", hosts, target, "--", "true");
        landline("exec", "--share", "--known-hosts", hosts, target, "-c", "echo some");
        Path file = Files.write(home.resolve("file"), new byte[100_000]);
        landline("cp", file.toString(), target + ":" + home.resolve("there"));
        landline("cp", target + ":" + home.resolve("there"), home.resolve("back").toString());
        Files.writeString(
                home.resolve(".config/landline/hosts.toml"),
                """
                [defaults]
                port = %s
                [hosts]
                box = "127.0.0.1"
                "web[01-02]" = { address = "10.0.0.[1-2]", port = 7022 }
                [groups.web]
                hosts = "@all&web*,!web02"
                user = "www"
                """
                        .formatted(target.replaceFirst(".*:", "")));
        landline("exec", "box", "--", "true");
        landline("hosts", "@web");
    }

    private void landline(String... words) throws IOException {
        Surroundings real = Surroundings.ofThisProcess();
        try (InputStream stdin = new FileInputStream(NULL.toFile());
                OutputStream stdout = new FileOutputStream(NULL.toFile())) {
            Surroundings own =
                    new Surroundings(
                            stdin,
                            stdout,
                            real.stderr(),
                            environment,
                            home,
                            home,
                            real.terminal(),
                            real.signals(),
                            real.clock());
            int status = Cli.run(words, own);
            if (status != 0) {
                throw new IOException(
                        String.join(" ", words) + ": expected exit status 0, got " + status);
            }
        }
    }
}
