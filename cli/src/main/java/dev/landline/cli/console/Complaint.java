package dev.landline.cli.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that the command cannot do, in words for the person who typed it. */
public final class Complaint extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;
    private final transient List<String> hints;

    /**
     * Makes one.
     *
     * @param text what is wrong, and about what
     * @param hints what to do next, each a line
     */
    public Complaint(String text, String... hints) {
        this(text, List.of(hints), null);
    }

    /** The same with what led to it. */
    public Complaint(String text, List<String> hints, @Nullable Throwable cause) {
        super(text, cause);
        this.text = text;
        this.hints = List.copyOf(hints);
    }

    public String text() {
        return text;
    }

    public List<String> hints() {
        return hints;
    }
}
