package dev.landline.cli.lab.view;

import dev.landline.cli.lab.experiment.Findings;
import dev.landline.cli.lab.experiment.Scene;

/** What the longest bar stands for, so that the bars of several runs can be compared. */
final class Longest {

    private Longest() {}

    /** The longest round of all scenes in nanoseconds, at least 1. */
    static long of(Findings findings) {
        return findings.scenes().stream()
                .filter(Scene.Rounds.class::isInstance)
                .map(Scene.Rounds.class::cast)
                .mapToLong(Scene.Rounds::longest)
                .reduce(1, Math::max);
    }
}
