package dev.landline.cli.classic;

import dev.landline.cli.console.Complaint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line at the prompt asks for. Only a colon and a letter at the very beginning make it
 * something else than a command, which no shell command begins with; a blank before them sends even
 * that.
 */
sealed interface PromptLine {

    /** What the colon commands are. */
    String HELP =
            """
            A line is a command for the server, sent as it is. Besides:
              quit                  leave; Ctrl-D does so as well
              :save FILE COMMAND    run a command and save its answer ("FILE" where it has blanks)
              :upload FILE[=NAME]   send a file (json)
              :help                 show this
            A line that begins with a blank is sent, whatever it says, and not kept in the history.
            Ctrl-C clears the line; while an answer arrives, it ends the connection. Where nothing
            of a raw answer has come yet, it only ends the wait.\
            """;

    /** Nothing. */
    record Blank() implements PromptLine {}

    /** To leave. */
    record Quit() implements PromptLine {}

    /** To be told what there is. */
    record Help() implements PromptLine {}

    /** A command for the server. */
    record Command(String text) implements PromptLine {}

    /** A command whose answer goes to a file. */
    record Save(String file, String command) implements PromptLine {}

    /** A file for the server. */
    record Upload(String file) implements PromptLine {}

    /** A word behind a colon, and the rest. */
    Pattern COLON = Pattern.compile(":([A-Za-z]\\w*)\\s*(.*)", Pattern.DOTALL);

    /** A name, in quotes where it has blanks, and what is behind it. */
    Pattern FILE_AND_COMMAND =
            Pattern.compile("(?:\"([^\"]+)\"|([^\\s\"]\\S*))\\s+(\\S.*)", Pattern.DOTALL);

    /**
     * Reads a line.
     *
     * @throws Complaint where it begins like one of ours and is none
     */
    static PromptLine parse(String line) throws Complaint {
        if (line.isBlank()) {
            return new Blank();
        }
        if (line.strip().equals("quit")) {
            return new Quit();
        }
        Matcher colon = COLON.matcher(line);
        return colon.matches()
                ? ours(colon.group(1), colon.group(2).strip())
                : new Command(line.strip());
    }

    private static PromptLine ours(String word, String rest) throws Complaint {
        return switch (word) {
            case "help" -> new Help();
            case "upload" -> {
                if (rest.isEmpty()) {
                    throw new Complaint("expected :upload FILE[=NAME]");
                }
                yield new Upload(rest);
            }
            case "save" -> {
                Matcher words = FILE_AND_COMMAND.matcher(rest);
                if (!words.matches()) {
                    throw new Complaint("expected :save FILE COMMAND, got ':save " + rest + "'");
                }
                String quoted = words.group(1);
                yield new Save(quoted != null ? quoted : words.group(2), words.group(3));
            }
            default ->
                    throw new Complaint(
                            "expected :save, :upload or :help, got ':" + word + "'",
                            "with a blank before it, the line is sent as it is");
        };
    }
}
