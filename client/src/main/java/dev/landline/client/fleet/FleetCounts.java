package dev.landline.client.fleet;

import java.util.Map;

/**
 * How far a run is.
 *
 * @param ended how many hosts had each outcome; kinds that none had are not there
 * @param running on how many it runs
 * @param left on how many it has not begun
 */
public record FleetCounts(Map<Outcome.Kind, Integer> ended, int running, int left) {

    /** Copies the map. */
    public FleetCounts {
        ended = Map.copyOf(ended);
    }

    /**
     * How many hosts are over.
     *
     * @return 0 or more
     */
    public int done() {
        return ended.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * How many of those are not ok.
     *
     * @return 0 or more
     */
    public int notOk() {
        return done() - ended.getOrDefault(Outcome.Kind.OK, 0);
    }
}
