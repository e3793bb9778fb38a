package dev.landline.server.metric;

import dev.landline.info.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The samples of one metric.
 *
 * @param name what it is called
 * @param type what kind of numbers they are
 * @param help what it is, one line
 * @param samples one for each set of labels; several for each in a histogram
 */
public record Family(String name, Type type, String help, List<Sample> samples) {

    /** Kinds of metrics. */
    public enum Type {
        /** Only rises. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** How many of what was measured lie below each of some bounds. */
        HISTOGRAM;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the samples. */
    public Family {
        samples = List.copyOf(samples);
    }

    /**
     * A counter without labels.
     *
     * @param name what it is called
     * @param help what it is, one line
     * @param value the number
     * @return the family
     */
    public static Family counter(String name, String help, double value) {
        return new Family(name, Type.COUNTER, help, List.of(new Sample(name, Map.of(), value)));
    }

    /**
     * A counter without labels.
     *
     * @param name what it is called
     * @param help what it is, one line
     * @param value the number, whole
     * @return the family
     */
    public static Family counter(String name, String help, long value) {
        return new Family(name, Type.COUNTER, help, List.of(new Sample(name, Map.of(), value)));
    }

    /**
     * A gauge without labels.
     *
     * @param name what it is called
     * @param help what it is, one line
     * @param value the number
     * @return the family
     */
    public static Family gauge(String name, String help, double value) {
        return new Family(name, Type.GAUGE, help, List.of(new Sample(name, Map.of(), value)));
    }

    /**
     * A gauge without labels.
     *
     * @param name what it is called
     * @param help what it is, one line
     * @param value the number, whole
     * @return the family
     */
    public static Family gauge(String name, String help, long value) {
        return new Family(name, Type.GAUGE, help, List.of(new Sample(name, Map.of(), value)));
    }
}
