package dev.landline.server.config;

import dev.landline.setting.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A value of the file. Its methods give what was asked for, or note a problem and give nothing.
 *
 * @param key the key's full name, such as {@code limits.window}
 * @param content a string, a number, an array …, as tomlj has read it
 * @param position where the key stands, or the item of an array
 * @param problems where problems are noted
 * @param from where the value stands
 */
record ConfigValue(
        String key,
        Object content,
        TomlPosition position,
        ConfigProblems problems,
        Setting.From from) {

    private static final int SHOWN_LENGTH = 60;

    OptionalInt integer(int least, int most) {
        String expected = "an integer from %d to %d".formatted(least, most);
        if (content instanceof Long number) {
            return inRange(number, least, most, expected);
        }
        refuse(expected);
        return OptionalInt.empty();
    }

    OptionalInt size(int least, int most) {
        String expected =
                "a size from %s to %s".formatted(SizeText.shown(least), SizeText.shown(most));
        if (content instanceof Long bytes) {
            return inRange(bytes, least, most, expected);
        }
        if (content instanceof String text) {
            Optional<Long> bytes = SizeText.parse(text);
            if (bytes.isPresent()) {
                return inRange(bytes.get(), least, most, expected);
            }
        }
        refuse(expected + ", as a number of bytes or with B, KiB, MiB or GiB");
        return OptionalInt.empty();
    }

    private OptionalInt inRange(long number, int least, int most, String expected) {
        if (number < least || number > most) {
            refuse(expected);
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) number);
    }

    Optional<Duration> duration(Duration least, Duration most) {
        String expected =
                "a duration from %s to %s"
                        .formatted(DurationText.shown(least), DurationText.shown(most));
        if (content instanceof String text) {
            Optional<Duration> duration = DurationText.parse(text);
            if (duration.isPresent()) {
                boolean fits =
                        duration.get().compareTo(least) >= 0 && duration.get().compareTo(most) <= 0;
                if (!fits) {
                    refuse(expected);
                }
                return duration.filter(any -> fits);
            }
        }
        boolean bare = content instanceof Long || DurationText.lacksUnit(content.toString());
        refuse(
                expected + " in quotes, such as \"15s\"",
                shown() + (bare ? " without a unit: ms, s, m or h" : ""));
        return Optional.empty();
    }

    /**
     * A string that a function makes something of; its exception's message says what it expected.
     */
    <T> Optional<T> text(String expected, Function<String, T> made) {
        if (content instanceof String text) {
            try {
                return Optional.of(made.apply(text));
            } catch (IllegalArgumentException e) {
                problems.add(position, key + ": " + e.getMessage());
                return Optional.empty();
            }
        }
        refuse(expected);
        return Optional.empty();
    }

    /** An array of strings, none of which is there twice. */
    <T> Optional<List<T>> texts(String expected, Function<String, T> made) {
        if (!(content instanceof TomlArray array)) {
            refuse("an array of strings");
            return Optional.empty();
        }
        List<T> all = new ArrayList<>();
        Set<T> seen = new HashSet<>();
        for (int i = 0; i < array.size(); i++) {
            TomlPosition at = Objects.requireNonNull(array.inputPositionOf(i));
            ConfigValue item = new ConfigValue(key, array.get(i), at, problems, from);
            item.text(expected, made)
                    .ifPresent(one -> {
                        if (!seen.add(one)) {
                            item.refuse("each only once", item.shown() + " again");
                        }
                        all.add(one);
                    });
        }
        return Optional.of(all);
    }

    void refuse(String expected) {
        refuse(expected, shown());
    }

    void refuse(String expected, String got) {
        problems.add(position, "%s: expected %s, got %s".formatted(key, expected, got));
    }

    private String shown() {
        return switch (content) {
            case String text -> quoted(text);
            case TomlArray array -> array.isEmpty() ? "an empty array" : "an array";
            case TomlTable _ -> "a table";
            default -> content.toString();
        };
    }

    /** A text from the file as messages show it. */
    static String quoted(String text) {
        return text.length() > SHOWN_LENGTH
                ? '"' + text.substring(0, SHOWN_LENGTH) + "…\""
                : '"' + text + '"';
    }
}
