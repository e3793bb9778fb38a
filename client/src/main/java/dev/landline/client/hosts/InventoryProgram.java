package dev.landline.client.hosts;

import dev.landline.Printable;
import dev.landline.json.JsonException;
import dev.landline.json.JsonReader;
import dev.landline.json.JsonValue;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A program that prints, as JSON, which hosts there are. */
final class InventoryProgram {

    /** How much it may print, in bytes. */
    static final int MAX_OUTPUT = 64 << 20;

    private static final int MAX_WORDS = 4096;
    private static final int DEPTH = 16;

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

    JsonValue run() throws InventoryException {
        Process process = start();
        AtomicReference<byte[]> words = new AtomicReference<>(new byte[0]);
        Thread complaints =
                Thread.ofPlatform()
                        .daemon()
                        .name("landline-inventory-stderr")
                        .start(() -> words.set(beginning(process.getErrorStream())));
        AtomicBoolean late = new AtomicBoolean();
        Thread watch =
                Thread.ofPlatform()
                        .daemon()
                        .name("landline-inventory-limit")
                        .start(() -> endLate(process, late));
        try (InputStream output = process.getInputStream()) {
            byte[] json = output.readNBytes(MAX_OUTPUT + 1);
            if (json.length > MAX_OUTPUT) {
                throw failed("expected at most " + MAX_OUTPUT + " bytes of JSON, got more");
            }
            int status = process.waitFor();
            complaints.join();
            if (late.get()) {
                throw failed(
                        "expected to be done within " + limit.toMillis() + " ms; it was ended");
            }
            check(status, new String(words.get(), StandardCharsets.UTF_8));
            return new JsonReader(DEPTH, MAX_OUTPUT).readValue(json, 0, json.length);
        } catch (JsonException e) {
            throw failed("expected JSON: " + e.getMessage());
        } catch (InventoryException e) {
            throw e;
        } catch (IOException e) {
            throw failed("its output: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted");
        } finally {
            watch.interrupt();
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

    private static byte[] beginning(InputStream stream) {
        try {
            byte[] words = stream.readNBytes(MAX_WORDS);
            stream.transferTo(OutputStream.nullOutputStream());
            return words;
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private void endLate(Process process, AtomicBoolean late) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                late.set(true);
                end(process);
            }
        } catch (InterruptedException e) {
            // It is done.
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
