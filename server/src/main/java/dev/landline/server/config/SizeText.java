package dev.landline.server.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: a whole number and a unit, {@code 64KiB}, {@code 1MiB}. */
final class SizeText {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)");
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private SizeText() {}

    static Optional<Long> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (form.group(2)) {
                    case "B" -> 1;
                    case "KiB" -> KIB;
                    case "MiB" -> MIB;
                    default -> GIB;
                };
        return Optional.of(Long.parseLong(form.group(1)) * unit);
    }

    /** The shortest text that {@link #parse} takes for the size. */
    static String shown(long bytes) {
        if (bytes == 0 || bytes % KIB != 0) {
            return bytes + "B";
        }
        return bytes % MIB == 0 ? bytes / MIB + "MiB" : bytes / KIB + "KiB";
    }
}
