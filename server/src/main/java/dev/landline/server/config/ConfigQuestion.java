package dev.landline.server.config;

import dev.landline.json.JsonValue;
import dev.landline.setting.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tomlj.TomlArray;

/**
 * One setting that a table is asked for. The question and its answer are noted: that is all that is
 * known of settings anywhere.
 */
final class ConfigQuestion {

    private final ConfigTable table;
    private final String name;
    private final String description;
    private boolean live = true;

    ConfigQuestion(ConfigTable table, String name, String description) {
        this.table = table;
        this.name = name;
        this.description = description;
    }

    /** It cannot change while the server runs. */
    ConfigQuestion atStart() {
        live = false;
        return this;
    }

    int integer(int fallback, int least, int most) {
        Optional<ConfigValue> value = table.find(name);
        int answer = value.map(it -> it.integer(least, most).orElse(fallback)).orElse(fallback);
        note(
                Setting.INTEGER,
                least + " to " + most,
                new JsonValue.Int(fallback),
                new JsonValue.Int(answer),
                value);
        return answer;
    }

    int size(int fallback, int least, int most) {
        Optional<ConfigValue> value = table.find(name);
        int answer = value.map(it -> it.size(least, most).orElse(fallback)).orElse(fallback);
        note(
                Setting.SIZE,
                SizeText.shown(least) + " to " + SizeText.shown(most),
                size(fallback),
                size(answer),
                value);
        return answer;
    }

    private static JsonValue size(int bytes) {
        String shown = SizeText.shown(bytes);
        return shown.endsWith("iB") ? new JsonValue.Text(shown) : new JsonValue.Int(bytes);
    }

    Duration duration(Duration fallback, Duration least, Duration most) {
        Optional<ConfigValue> value = table.find(name);
        Duration answer = value.flatMap(it -> it.duration(least, most)).orElse(fallback);
        note(
                Setting.DURATION,
                DurationText.shown(least) + " to " + DurationText.shown(most),
                new JsonValue.Text(DurationText.shown(fallback)),
                new JsonValue.Text(DurationText.shown(answer)),
                value);
        return answer;
    }

    /**
     * A string.
     *
     * @param expected which strings there are
     * @param kind makes a value of a string, and back
     */
    <T> T text(T fallback, String expected, Kind<T> kind) {
        Optional<ConfigValue> value = table.find(name);
        T answer = value.flatMap(it -> it.text(expected, kind.made())).orElse(fallback);
        note(
                Setting.STRING,
                expected,
                new JsonValue.Text(kind.shown().apply(fallback)),
                new JsonValue.Text(kind.shown().apply(answer)),
                value);
        return answer;
    }

    /** An array of strings, which may be empty. */
    <T> List<T> texts(List<T> fallback, String expected, Kind<T> kind) {
        return answerTexts(fallback, expected, kind, value -> value.texts(expected, kind.made()));
    }

    /**
     * An array of strings, which may not be empty.
     *
     * @param none what is expected instead of an empty one
     */
    <T> List<T> someTexts(List<T> fallback, String expected, String none, Kind<T> kind) {
        return answerTexts(
                fallback,
                expected,
                kind,
                value -> {
                    if (value.content() instanceof TomlArray array && array.isEmpty()) {
                        value.refuse(none);
                        return Optional.empty();
                    }
                    return value.texts(expected, kind.made()).filter(all -> !all.isEmpty());
                });
    }

    /**
     * An array of strings, which may be empty, or one string.
     *
     * @param either what is expected instead of anything else
     */
    <T> List<T> textOrTexts(List<T> fallback, String expected, String either, Kind<T> kind) {
        return answerTexts(
                fallback,
                expected,
                kind,
                value ->
                        value.content() instanceof TomlArray
                                ? value.texts(expected, kind.made())
                                : value.text(either, kind.made()).map(List::of));
    }

    private <T> List<T> answerTexts(
            List<T> fallback,
            String expected,
            Kind<T> kind,
            Function<ConfigValue, Optional<List<T>>> read) {
        Optional<ConfigValue> value = table.find(name);
        List<T> answer = value.flatMap(read).orElse(fallback);
        note(Setting.STRINGS, expected, array(fallback, kind), array(answer, kind), value);
        return answer;
    }

    private static <T> JsonValue array(List<T> items, Kind<T> kind) {
        return new JsonValue.Array(
                items.stream()
                        .<JsonValue>map(item -> new JsonValue.Text(kind.shown().apply(item)))
                        .toList());
    }

    private void note(
            String type,
            String range,
            JsonValue fallback,
            JsonValue answer,
            Optional<ConfigValue> value) {
        table.note(
                new ConfigAnswer(
                        new SettingDescription(
                                table.path(name), type, range, fallback, description, live),
                        answer,
                        value.map(ConfigValue::from).orElse(Setting.From.DEFAULT)));
    }

    /**
     * What strings stand for.
     *
     * @param made makes a value of a string; its exception's message says what it expected
     * @param shown the string that the same value can be made of
     */
    record Kind<T>(Function<String, T> made, Function<T, String> shown) {}
}
