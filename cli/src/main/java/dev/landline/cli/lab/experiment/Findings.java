package dev.landline.cli.lab.experiment;

import java.util.List;

/**
 * What an experiment found in one run.
 *
 * @param name of the experiment
 * @param headline what it is about
 * @param scenes what was done, in order
 * @param figures what was counted
 * @param verdict what follows
 */
public record Findings(
        String name, String headline, List<Scene> scenes, List<Figure> figures, Verdict verdict) {

    /** Copies the lists. */
    public Findings {
        scenes = List.copyOf(scenes);
        figures = List.copyOf(figures);
    }
}
