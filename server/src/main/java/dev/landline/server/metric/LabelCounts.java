package dev.landline.server.metric;

import dev.landline.info.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A counter for each value of one label. There are never more values than a bound: further ones
 * count together as {@code other}. Safe for use by many threads.
 */
public final class LabelCounts {

    private static final String OTHER = "other";

    private final String name;
    private final String help;
    private final String label;
    private final int most;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /**
     * Makes one.
     *
     * @param name what it is called; ends with {@code _total}
     * @param help what it is, one line
     * @param label the label's name
     * @param most how many values there may be
     */
    public LabelCounts(String name, String help, String label, int most) {
        this.name = name;
        this.help = help;
        this.label = label;
        this.most = most;
    }

    /**
     * Counts one.
     *
     * @param value the label's value
     */
    public void add(String value) {
        LongAdder known = counts.get(value);
        if (known == null) {
            String counted = counts.size() < most ? value : OTHER;
            known = counts.computeIfAbsent(counted, any -> new LongAdder());
        }
        known.increment();
    }

    /**
     * All together.
     *
     * @return 0 or more
     */
    public long sum() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /**
     * What was counted so far.
     *
     * @return the family, sorted by the label's values
     */
    public Family family() {
        List<Sample> samples = new ArrayList<>();
        new TreeMap<>(counts)
                .forEach((value, count) ->
                        samples.add(new Sample(name, Map.of(label, value), count.sum())));
        return new Family(name, Family.Type.COUNTER, help, samples);
    }
}
