package dev.landline.server.metric;

import dev.landline.info.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Times, by how many lie below each of some bounds. Safe for use by many threads. */
public final class Histogram {

    private static final double NANOS = 1e9;

    private final String name;
    private final String help;
    private final List<Double> bounds;
    private final LongAdder[] counts;
    private final LongAdder nanos = new LongAdder();

    /**
     * Makes one.
     *
     * @param name what it is called; ends with {@code _seconds}
     * @param help what it is, one line
     * @param bounds in seconds, rising
     */
    public Histogram(String name, String help, List<Double> bounds) {
        this.name = name;
        this.help = help;
        this.bounds = List.copyOf(bounds);
        this.counts = new LongAdder[bounds.size() + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /**
     * Adds a time.
     *
     * @param time in nanoseconds, 0 or more
     */
    public void add(long time) {
        int bucket = 0;
        while (bucket < bounds.size() && time > bounds.get(bucket) * NANOS) {
            bucket++;
        }
        counts[bucket].increment();
        nanos.add(time);
    }

    /**
     * What was added so far. The buckets and their sum agree with each other.
     *
     * @return the family
     */
    public Family family() {
        List<Sample> samples = new ArrayList<>();
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += counts[i].sum();
            String bound = i < bounds.size() ? bounds.get(i).toString() : "+Inf";
            samples.add(new Sample(name + "_bucket", Map.of("le", bound), below));
        }
        samples.add(new Sample(name + "_sum", Map.of(), (double) nanos.sum() / NANOS));
        samples.add(new Sample(name + "_count", Map.of(), below));
        return new Family(name, Family.Type.HISTOGRAM, help, samples);
    }
}
