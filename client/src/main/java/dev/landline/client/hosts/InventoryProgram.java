package dev.landline.client.hosts;

import dev.landline.Printable;
import dev.landline.json.JsonException;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that prints, as JSON, which hosts there are. */
final class InventoryProgram {

    /** How much it may print, in bytes. */
    static final int MAX_OUTPUT = 64 << 20;

    private static final int MAX_WORDS = 4096;
    private static final int DEPTH = 16;

    /** How long output may be held open, after the program's end, by others. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private final List<String> command;
    private final Path directory;
    private final Duration limit;

    /**
     * Prepares one.
     *
     * @param command the program and its arguments; a relative path with a slash begins in the
     *     directory
     * @param directory where it runs
     * @param limit how long it may take
     */
    InventoryProgram(List<String> command, Path directory, Duration limit) {
        this.command = command;
        this.directory = directory;
        this.limit = limit;
    }

    /**
     * Runs it.
     *
     * @return what it has printed
     * @throws InventoryException where it fails, takes too long or prints something else
     */
    JsonValue run() throws InventoryException {
        Process process = start();
        try {
            ProgramOutput output =
                    ProgramOutput.of(
                            process.getInputStream(),
                            MAX_OUTPUT,
                            () -> end(process),
                            "landline-inventory-stdout");
            ProgramOutput words =
                    ProgramOutput.of(
                            process.getErrorStream(),
                            MAX_WORDS,
                            () -> {},
                            "landline-inventory-stderr");
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (output.isCut()) {
                throw failed("expected at most " + MAX_OUTPUT + " bytes of JSON, got more");
            }
            if (!ended) {
                throw failed(
                        "expected to be done within " + limit.toMillis() + " ms; it was ended");
            }
            output.await(DRAIN);
            if (process.exitValue() != 0) {
                words.await(DRAIN);
            }
            check(process.exitValue(), new String(words.bytes(), StandardCharsets.UTF_8));
            byte[] json = output.bytes();
            return new JsonReader(DEPTH, MAX_OUTPUT).readValue(json, 0, json.length);
        } catch (JsonException e) {
            throw failed("expected JSON: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        } finally {
            end(process);
        }
    }

    private Process start() throws InventoryException {
        String program = command.getFirst();
        List<String> words = new ArrayList<>(command);
        if (program.indexOf('/') > 0) {
            words.set(0, directory.resolve(program).toString());
        }
        try {
            return new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
        } catch (IOException e) {
            throw failed("expected a program that can be run: " + e.getMessage());
        }
    }

    private void check(int status, String words) throws InventoryException {
        if (status != 0) {
            throw failed(
                    "exit status "
                            + status
                            + (words.isBlank()
                                    ? ""
                                    : ": " + Printable.of(words.strip().replace('\n', ' '), 400)));
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private InventoryException failed(String why) {
        return new InventoryException(
                "the program " + Printable.of(command.getFirst(), 200) + ": " + why);
    }
}
