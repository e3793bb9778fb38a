package dev.landline.client.diagnosis;

import java.time.Duration;
import java.util.List;

/**
 * How long something took, several times. Immutable.
 *
 * @param sorted the times, the shortest first; there may be none
 */
public record Times(List<Duration> sorted) {

    private static final int PERCENT = 100;
    private static final int MOST_OF_THEM = 95;

    /** Copies and sorts them. */
    public Times {
        sorted = sorted.stream().sorted().toList();
    }

    /**
     * How many there are.
     *
     * @return 0 or more
     */
    public int count() {
        return sorted.size();
    }

    /**
     * The shortest.
     *
     * @return zero where there are none
     */
    public Duration least() {
        return percentile(0);
    }

    /**
     * The one in the middle.
     *
     * @return zero where there are none
     */
    public Duration median() {
        return percentile(PERCENT / 2);
    }

    /**
     * The one that 95 % are not above.
     *
     * @return zero where there are none
     */
    public Duration p95() {
        return percentile(MOST_OF_THEM);
    }

    /**
     * The longest.
     *
     * @return zero where there are none
     */
    public Duration most() {
        return percentile(PERCENT);
    }

    /** Nearest rank. */
    private Duration percentile(int percent) {
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        int rank = Math.ceilDiv(percent * sorted.size(), PERCENT);
        return sorted.get(Math.max(0, rank - 1));
    }
}
