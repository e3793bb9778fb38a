package dev.landline.cli.call;

import dev.landline.Printable;
import dev.landline.client.call.HandlerEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Handlers for people: what each is called, takes and answers, and below it what it does. What
 * their authors have written is made harmless.
 */
final class HandlerText {

    private static final int LONGEST_WORD = 128;
    private static final int LONGEST_TEXT = 2_000;
    private static final String RAW = "raw";
    private static final String INDENT = "    ";

    private HandlerText() {}

    static List<String> lines(List<HandlerEntry> handlers) {
        List<String> lines = new ArrayList<>();
        for (HandlerEntry handler : handlers) {
            lines.add(signature(handler));
            if (!handler.description().isEmpty()) {
                lines.add(INDENT + Printable.of(handler.description(), LONGEST_TEXT));
            }
            if (!handler.from().isEmpty()) {
                lines.add(INDENT + "(from " + word(handler.from()) + ")");
            }
        }
        return lines;
    }

    /** Such as {@code flight.status(flight: string, on?: date) -> Flight}. */
    private static String signature(HandlerEntry handler) {
        List<String> parameters = new ArrayList<>();
        for (HandlerEntry.Parameter parameter : handler.parameters()) {
            parameters.add(
                    word(parameter.name())
                            + (parameter.optional() ? "?" : "")
                            + (parameter.type().isEmpty() ? "" : ": " + word(parameter.type())));
        }
        if (handler.input().equals(RAW)) {
            parameters.add("-");
        }
        return word(handler.name()) + "(" + String.join(", ", parameters) + ")" + result(handler);
    }

    private static String result(HandlerEntry handler) {
        if (handler.output().equals(RAW)) {
            return " -> bytes";
        }
        return handler.result().isEmpty() ? "" : " -> " + word(handler.result());
    }

    private static String word(String text) {
        return Printable.of(text, LONGEST_WORD);
    }
}
