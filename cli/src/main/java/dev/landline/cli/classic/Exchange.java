package dev.landline.cli.classic;

import dev.landline.Printable;
import dev.landline.classic.ContentHash;
import dev.landline.classic.Dialect;
import dev.landline.classic.JsonHeader;
import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.ProgressBar;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.classic.Answer;
import dev.landline.client.classic.ClassicClient;
import dev.landline.client.classic.LocalFailureException;
import dev.landline.client.classic.UploadResult;
import dev.landline.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks the server, and takes what it answers to where it belongs. */
final class Exchange {

    private static final int STDOUT = 1;

    private final ClassicClient client;
    private final Charset charset;
    private final Surroundings here;
    private final Messages messages;
    private final boolean outputIsShown;
    private final boolean echoes;
    private boolean midLine;

    Exchange(ClassicClient client, Charset charset, Surroundings here, Messages messages) {
        this.client = client;
        this.charset = charset;
        this.here = here;
        this.messages = messages;
        this.outputIsShown = here.terminal().isAt(STDOUT);
        this.echoes = client.dialect() == Dialect.UPPER;
    }

    /** Whether another command can be sent. */
    boolean isOpen() {
        return client.isOpen();
    }

    /** Stops waiting for an answer that may never come, where there is one; for any thread. */
    boolean giveUp() {
        return client.giveUp();
    }

    /** Ends the connection, and whoever waits for an answer; for any thread. */
    void close() {
        client.close();
    }

    /**
     * Runs a command; its answer goes to standard output, as UTF-8.
     *
     * @throws BrokenOutput where nobody reads it any more
     */
    void show(String command) throws Complaint, IOException {
        Answer answer;
        OutputStream stdout = remembering(here.stdout());
        boolean asItIs = charset.equals(StandardCharsets.UTF_8);
        try (ProgressBar bar = ProgressBar.on(here, !outputIsShown);
                OutputStream body = asItIs ? stdout : new Transcoding(stdout, charset)) {
            answer = client.run(command, body, bar::moved);
        } catch (IllegalArgumentException e) {
            throw new Complaint(String.valueOf(e.getMessage()));
        } catch (LocalFailureException e) {
            throw e.getCause() instanceof IOException cause && BrokenOutput.is(cause, STDOUT)
                    ? new BrokenOutput(cause)
                    : e;
        } finally {
            endLine();
        }
        tell(answer);
        answer.header()
                .flatMap(JsonHeader::filename)
                .ifPresent(name ->
                        messages.hint(
                                "the server proposes the name '"
                                        + Printable.of(name)
                                        + "'; -o FILE, or :save at the prompt, saves the"
                                        + " answer"));
    }

    /** Runs a command; its answer becomes a file, byte by byte, once it is whole. */
    void save(String command, Path file) throws Complaint, IOException {
        Answer answer;
        try (SavedBody saved = SavedBody.as(file, here.signals());
                ProgressBar bar = ProgressBar.on(here, true)) {
            answer = client.run(command, saved.stream(), bar::moved);
            saved.keep();
        } catch (IllegalArgumentException e) {
            throw new Complaint(String.valueOf(e.getMessage()));
        } catch (LocalFailureException e) {
            throw new Complaint(file + ": " + e.getMessage());
        }
        tell(answer);
        messages.detail(file + ": saved, " + answer.bytes() + " bytes");
    }

    private void tell(Answer answer) {
        answer.header()
                .ifPresent(header -> {
                    messages.detail("header " + Printable.of(text(header)));
                    header.unknownHash()
                            .ifPresent(given ->
                                    messages.say(
                                            "warning: the answer was not checked: expected a hash"
                                                    + " sha256:… or md5:…, got "
                                                    + given));
                    header.error()
                            .ifPresent(error ->
                                    messages.say("the server says: " + Printable.of(error)));
                });
        if (answer.hashChecked()) {
            messages.detail("the answer is what its hash says");
        }
    }

    private static String text(JsonHeader header) {
        JsonWriter writer = new JsonWriter(256);
        writer.value(header.fields());
        return new String(writer.array(), 0, writer.size(), StandardCharsets.UTF_8);
    }

    /** Sends a file and says what became of it. */
    void upload(UploadChoice choice) throws Complaint, IOException {
        UploadResult result;
        try (ProgressBar bar = ProgressBar.on(here, true)) {
            result =
                    client.upload(
                            choice.file(), choice.name(), ContentHash.Algorithm.SHA256, bar::moved);
        }
        String said = Printable.of(result.error().orElse(result.text()));
        if (result.error().isPresent()) {
            throw new Complaint(choice.file() + ": the server did not store it: " + said);
        }
        if (!result.stored()) {
            throw new Complaint(
                    choice.file()
                            + ": the server does not say that it stored it. It says: "
                            + (said.isEmpty() ? "nothing" : said),
                    "a server stores files where it was started with a directory for them");
        }
        messages.say(
                choice.file() + ": stored as '" + Printable.of(result.filename().orElse("")) + "'");
        messages.detail("the server says: " + said);
    }

    /**
     * Where the answer left a terminal in the middle of a line, so that ours begin their own. An
     * echo of a line without its end always does, and the next one would be glued to it.
     */
    private void endLine() {
        if (midLine && (outputIsShown || echoes)) {
            try {
                here.stdout().write('\n');
            } catch (IOException e) {
                // The next answer tells.
            }
        }
        midLine = false;
    }

    private OutputStream remembering(OutputStream stdout) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                stdout.write(bytes, offset, length);
                midLine = length > 0 ? bytes[offset + length - 1] != '\n' : midLine;
            }
        };
    }
}
