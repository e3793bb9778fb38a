package dev.landline.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command finds around itself. Tests make their own.
 *
 * @param stdin the standard input, read no further than needed
 * @param stdout the standard output, unbuffered
 * @param stderr the standard error, unbuffered
 * @param environment the variables
 * @param directory the working directory
 * @param home the home of the account, for where {@code HOME} is not set
 * @param terminal where questions are asked
 * @param signals what the operating system tells
 * @param clock the time
 */
public record Surroundings(
        InputStream stdin,
        OutputStream stdout,
        OutputStream stderr,
        Map<String, String> environment,
        Path directory,
        Path home,
        Terminal terminal,
        Signals signals,
        InstantSource clock) {

    /** Those of this process. */
    public static Surroundings ofThisProcess() {
        Signals signals = new ProcessSignals();
        return new Surroundings(
                new ProcessInput(),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getenv(),
                Path.of(System.getProperty("user.dir")),
                Path.of(System.getProperty("user.home")),
                new ControllingTerminal(Path.of("/dev/tty"), signals),
                signals,
                InstantSource.system());
    }
}
