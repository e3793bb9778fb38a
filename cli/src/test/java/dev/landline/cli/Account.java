package dev.landline.cli;

import dev.landline.cli.console.Signals;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** A user with a home of their own, who runs landline commands in this JVM. */
final class Account {

    private final Path home;
    private Terminal terminal = Terminal.NONE;
    private Signals signals = Signals.NONE;
    private InputStream stdin = InputStream.nullInputStream();

    Account(Path home) {
        this.home = home;
    }

    /** How a command ended and what it wrote. */
    record Outcome(int status, String out, String err) {}

    Account at(Terminal person) {
        terminal = person;
        return this;
    }

    Account told(Signals system) {
        signals = system;
        return this;
    }

    Account typing(String input) {
        stdin = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Path home() {
        return home;
    }

    /** A file in the user's configuration. */
    Path config(String name) {
        return home.resolve(".config/landline").resolve(name);
    }

    Map<String, String> environment() {
        return Map.of("HOME", home.toString(), "PATH", System.getenv("PATH"), "GREETING", "salut");
    }

    Outcome runs(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings here =
                new Surroundings(
                        stdin,
                        out,
                        err,
                        environment(),
                        home,
                        home,
                        terminal,
                        signals,
                        InstantSource.system());
        int status = Cli.run(args, here);
        return new Outcome(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
