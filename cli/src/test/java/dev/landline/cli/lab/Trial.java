package dev.landline.cli.lab;

import dev.landline.cli.lab.experiment.Experiment;
import dev.landline.cli.lab.experiment.Figure;
import dev.landline.cli.lab.experiment.Findings;
import java.io.IOException;

/**
 * An experiment that was run on observed sockets.
 *
 * @param sockets what really went through them
 * @param findings what the lab says about it
 */
record Trial(ObservedSockets sockets, Findings findings) {

    static Trial of(String name) throws IOException {
        return of(name, new ObservedSockets());
    }

    static Trial of(String name, ObservedSockets sockets) throws IOException {
        for (Experiment experiment : Experiment.all()) {
            if (experiment.name().equals(name)) {
                return new Trial(sockets, experiment.run(sockets));
            }
        }
        throw new IllegalArgumentException("no experiment is called " + name);
    }

    long figure(String name) {
        return findings.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .map(Figure::value)
                .findFirst()
                .orElseThrow()
                .longValue();
    }
}
