package dev.landline.cli.lab.view;

import java.util.ArrayList;
import java.util.List;

/** Sentences in lines that fit. */
final class Wrapped {

    private Wrapped() {}

    /**
     * Breaks a text between words.
     *
     * @param start what the first line begins with; the others begin with as many blanks
     * @param width of a line
     */
    static List<String> lines(String start, String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(start);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(start.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
