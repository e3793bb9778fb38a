package dev.landline.cli.classic;

import dev.landline.cli.console.BrokenOutput;
import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Messages;
import dev.landline.cli.console.Surroundings;
import dev.landline.client.UserFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/**
 * Asks a person at the terminal for commands. The only class that reads through JLine, which costs
 * time to load and is not needed elsewhere.
 */
final class Prompt {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int REMEMBERED = 1000;

    private final Exchange exchange;
    private final Surroundings here;
    private final Messages messages;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    Prompt(Exchange exchange, Surroundings here, Messages messages) {
        this.exchange = exchange;
        this.here = here;
        this.messages = messages;
    }

    /**
     * Asks until the person has had enough or the connection ends.
     *
     * @param prompt what to ask with
     * @return the exit status
     */
    int run(String prompt) throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder()
                        .system(true)
                        .encoding(StandardCharsets.UTF_8)
                        .graphemeCluster(false)
                        .build()) {
            return run(terminal, prompt);
        }
    }

    /** The same at a terminal that somebody else has made. */
    int run(Terminal terminal, String prompt) throws IOException {
        terminal.handle(Signal.INT, _ -> interrupt());
        LineReader reader = reader(terminal);
        while (true) {
            String line;
            try {
                line = reader.readLine(prompt);
            } catch (UserInterruptException e) {
                continue;
            } catch (EndOfFileException e) {
                return DONE;
            }
            busy.set(true);
            try {
                if (!act(PromptLine.parse(line))) {
                    return DONE;
                }
            } catch (BrokenOutput e) {
                throw e;
            } catch (Complaint | IOException | RuntimeException e) {
                tell(e);
                if (!exchange.isOpen()) {
                    return FAILED;
                }
            } finally {
                busy.set(false);
            }
        }
    }

    /** At the prompt Ctrl-C is JLine's; this is for the time in between. */
    private void interrupt() {
        if (!busy.get()) {
            return;
        }
        if (exchange.giveUp()) {
            messages.say("not waiting any longer; what still comes is taken for the next answer");
        } else {
            interrupted.set(true);
            exchange.close();
        }
    }

    private void tell(Exception e) {
        if (interrupted.get()) {
            messages.say(
                    "interrupted; the connection is closed, because the rest of the answer would be"
                            + " taken for the next one");
        } else {
            messages.failure("", e);
        }
    }

    /** False where the person wants to leave. */
    private boolean act(PromptLine line) throws Complaint, IOException {
        switch (line) {
            case PromptLine.Blank() -> {}
            case PromptLine.Quit() -> {
                return false;
            }
            case PromptLine.Help() -> PromptLine.HELP.lines().forEach(messages::line);
            case PromptLine.Command(String text) -> exchange.show(text);
            case PromptLine.Save(String file, String command) ->
                    exchange.save(command, here.directory().resolve(Path.of(file)));
            case PromptLine.Upload(String file) -> exchange.upload(choice(file));
        }
        return true;
    }

    private UploadChoice choice(String text) throws Complaint {
        try {
            return UploadChoice.parse(text, here.directory());
        } catch (IllegalArgumentException e) {
            throw new Complaint(String.valueOf(e.getMessage()));
        }
    }

    private LineReader reader(Terminal terminal) {
        DefaultParser asItIs = new DefaultParser();
        asItIs.setQuoteChars(new char[0]);
        asItIs.setEscapeChars(new char[0]);
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .parser(asItIs)
                        .variable(LineReader.DISABLE_COMPLETION, true)
                        .variable(LineReader.HISTORY_SIZE, REMEMBERED)
                        .variable(LineReader.HISTORY_FILE_SIZE, REMEMBERED)
                        .option(Option.DISABLE_EVENT_EXPANSION, true)
                        .option(Option.DISABLE_HIGHLIGHTER, true)
                        .option(Option.HISTORY_IGNORE_SPACE, true)
                        .option(Option.HISTORY_REDUCE_BLANKS, false)
                        .option(Option.HISTORY_TIMESTAMPED, false);
        try {
            UserFiles files = UserFiles.of(here.environment()::get, here.home());
            builder.variable(LineReader.HISTORY_FILE, HistoryFile.in(files.state()));
        } catch (IOException e) {
            messages.detail("the history is not kept: " + e);
        }
        return builder.build();
    }
}
