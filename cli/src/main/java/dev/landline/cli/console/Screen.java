package dev.landline.cli.console;

import java.util.Map;

/** How to draw on the standard output, if somebody looks at it. */
public final class Screen {

    private static final int STDOUT = 1;

    /** The columns that are assumed where nobody says how many there are. */
    private static final int USUAL_WIDTH = 80;

    /** Narrower than this nothing can be drawn, and wider nobody can read it. */
    private static final int LEAST_WIDTH = 60;

    private static final int MOST_WIDTH = 160;

    private Screen() {}

    /**
     * Whether colours are wanted: on a terminal that has them, unless {@code NO_COLOR} is set.
     * Source: no-color.org.
     */
    public static boolean hasColours(Surroundings here) {
        Map<String, String> environment = here.environment();
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb")
                && here.terminal().isAt(STDOUT);
    }

    /** How many columns to use: {@code COLUMNS}, else the terminal's, as far as it makes sense. */
    public static int width(Surroundings here) {
        String columns = here.environment().getOrDefault("COLUMNS", "");
        int width;
        if (columns.matches("[0-9]{1,6}")) {
            width = Integer.parseInt(columns);
        } else {
            width =
                    here.terminal().isAt(STDOUT)
                            ? here.terminal().columns().orElse(USUAL_WIDTH)
                            : USUAL_WIDTH;
        }
        return Math.clamp(width, LEAST_WIDTH, MOST_WIDTH);
    }
}
