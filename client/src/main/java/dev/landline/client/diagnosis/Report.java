package dev.landline.client.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * What was found out about the way to a server. Immutable.
 *
 * @param steps what was done and measured, in that order
 * @param failures what went wrong; empty where the connection works
 */
public record Report(List<Step> steps, List<Failure> failures) {

    /** Copies the lists. */
    public Report {
        steps = List.copyOf(steps);
        failures = List.copyOf(failures);
    }

    /**
     * The first step of a kind.
     *
     * @param kind the record
     * @param <T> the record
     * @return empty where there is none
     */
    public <T extends Step> Optional<T> first(Class<T> kind) {
        return all(kind).stream().findFirst();
    }

    /**
     * All steps of a kind.
     *
     * @param kind the record
     * @param <T> the record
     * @return them in their order
     */
    public <T extends Step> List<T> all(Class<T> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * What that means.
     *
     * @return the most important first; empty where there is a failure before anything was slow
     */
    public List<Finding> findings() {
        return new Findings(this).list();
    }
}
