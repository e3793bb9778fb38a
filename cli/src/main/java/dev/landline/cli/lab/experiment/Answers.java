package dev.landline.cli.lab.experiment;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands and their answers, as an experiment needs them: a long one, then short ones. */
final class Answers {

    /** What the classic client takes with one read. */
    static final int ROOM = 1024;

    private static final int LONG = 2500;

    private Answers() {}

    /**
     * A command and the answer that the server has for it.
     *
     * @param letter of the answer
     * @param command as it is typed
     * @param text the answer
     */
    record Answer(char letter, String command, String text) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        byte[] commandBytes() {
            return command.getBytes(StandardCharsets.UTF_8);
        }

        char header() {
            return Character.toLowerCase(letter);
        }

        String what() {
            return "answer to '" + command + "'";
        }
    }

    static List<Answer> three() {
        return List.of(
                new Answer('A', "cat report", report()),
                new Answer('B', "hostname", "landline-lab\n"),
                new Answer('C', "echo ok", "ok\n"));
    }

    static List<Answer> two() {
        return three().subList(0, 2);
    }

    private static String report() {
        StringBuilder text = new StringBuilder(LONG + 80);
        for (int line = 1; text.length() < LONG; line++) {
            text.append("line ").append(line).append(" of a report that is longer than a read\n");
        }
        return text.substring(0, LONG - 1) + "\n";
    }
}
