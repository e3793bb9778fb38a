package dev.landline.info;

import dev.landline.json.JsonException;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One number that a server has counted or measured. Names and labels are as Prometheus wants them;
 * {@code docs/operations.md} has a table. Source: {@code spec/PROTOCOL.md}, section 6.14.
 *
 * @param name such as {@code landline_frames_total}
 * @param labels what tells it from others of that name, sorted
 * @param value the number, finite; whole numbers up to 2^53 are exact
 */
public record Sample(String name, Map<String, String> labels, double value) {

    /** The largest whole number below which all have a double of their own. */
    private static final long MOST_EXACT = 1L << 53;

    /** Copies and sorts the labels. */
    public Sample {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + ": expected a finite number, got " + value);
        }
    }

    /**
     * A whole number.
     *
     * @param name such as {@code landline_frames_total}
     * @param labels what tells it from others of that name
     * @param value exact up to 2^53
     */
    public Sample(String name, Map<String, String> labels, long value) {
        this(name, labels, (double) value);
    }

    /**
     * The name with its labels, as in the text format of Prometheus.
     *
     * @return such as {@code landline_frames_total{direction="in",type="data"}}
     */
    public String id() {
        if (labels.isEmpty()) {
            return name;
        }
        StringBuilder text = new StringBuilder(name).append('{');
        labels.forEach((label, value) -> {
            text.append(text.charAt(text.length() - 1) == '{' ? "" : ",");
            text.append(label).append("=\"");
            text.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
            text.append('"');
        });
        return text.append('}').toString();
    }

    /**
     * The value without a needless fraction.
     *
     * @return such as {@code 12} or {@code 0.25}; a number of JSON
     */
    public String number() {
        return value == Math.rint(value) && Math.abs(value) <= MOST_EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /**
     * The sample as it travels.
     *
     * @return an object, to be written on one line
     */
    public JsonObject toJson() {
        Map<String, JsonValue> texts = new LinkedHashMap<>();
        labels.forEach((label, text) -> texts.put(label, new JsonValue.Text(text)));
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("name", new JsonValue.Text(name));
        fields.put("labels", new JsonObject(texts));
        String number = number();
        fields.put(
                "value",
                number.contains(".")
                        ? new JsonValue.Real(number)
                        : new JsonValue.Int(Long.parseLong(number)));
        return new JsonObject(fields);
    }

    /**
     * Reads one.
     *
     * @param json what a server has sent
     * @return the sample
     * @throws JsonException where it is none, with what was expected and what arrived
     */
    public static Sample fromJson(JsonObject json) throws JsonException {
        Map<String, String> labels = new TreeMap<>();
        JsonObject texts = json.object("labels");
        for (String label : texts.fields().keySet()) {
            labels.put(label, texts.text(label));
        }
        return new Sample(json.text("name"), labels, value(json));
    }

    private static double value(JsonObject json) throws JsonException {
        double value =
                switch (json.get("value")) {
                    case JsonValue.Int(long whole) -> (double) whole;
                    case JsonValue.Real(String spelling) -> Double.parseDouble(spelling);
                    case null, default -> Double.NaN;
                };
        if (Double.isFinite(value)) {
            return value;
        }
        throw JsonObject.expected("value", "a number", json.get("value"));
    }
}
