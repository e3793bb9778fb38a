package dev.landline.cli.console;

import java.io.Console;
import java.util.Map;

/** Where standard output leads to: whether somebody looks at it, and how wide it is. */
@FunctionalInterface
public interface Screen {

    /** For output that goes into a file or a pipe. */
    Screen NONE = () -> false;

    /** The columns that are assumed where nobody says how many there are. */
    int USUAL_WIDTH = 80;

    /** Narrower than this nothing can be drawn, and wider nobody can read it. */
    int LEAST_WIDTH = 60;

    /** See {@link #LEAST_WIDTH}. */
    int MOST_WIDTH = 160;

    /** That of this process. A terminal counts only where input comes from one as well. */
    @SuppressWarnings("SystemConsoleNull") // A console of another kind may be configured.
    static Screen ofThisProcess() {
        return () -> {
            Console console = System.console();
            return console != null && console.isTerminal();
        };
    }

    /** Whether it is a terminal. */
    boolean isTerminal();

    /**
     * Whether colours are wanted: on a terminal that has them, unless {@code NO_COLOR} is set.
     * Source: no-color.org.
     */
    default boolean hasColours(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb")
                && isTerminal();
    }

    /** How many columns to use: {@code COLUMNS}, as far as it makes sense. */
    static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        int width = columns.matches("[0-9]{1,6}") ? Integer.parseInt(columns) : USUAL_WIDTH;
        return Math.clamp(width, LEAST_WIDTH, MOST_WIDTH);
    }
}
