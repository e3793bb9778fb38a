package dev.landline.cli.lab.experiment;

import dev.landline.cli.lab.tape.Sockets;
import java.io.IOException;
import java.util.List;

/** Something that can be tried out on loopback within seconds. */
public interface Experiment {

    /** What to call it on the command line. */
    String name();

    /** What it is about, in one line. */
    String headline();

    /**
     * Does it once.
     *
     * @param sockets closed when this returns
     * @return what the sockets did, expected or not
     * @throws IOException where they could not be used, or nothing came in time
     */
    Findings run(Sockets sockets) throws IOException;

    /** All there are: first what goes wrong, then the cures. */
    static List<Experiment> all() {
        return List.of(
                new Glue(),
                new Leak(),
                new Nagle(),
                new Datagrams(),
                new LengthCure(),
                new Int32Cure(),
                new JsonCure(),
                new FrameCure());
    }

    /** The findings under this experiment's name. */
    default Findings found(List<Scene> scenes, List<Figure> figures, Verdict verdict) {
        return new Findings(name(), headline(), scenes, figures, verdict);
    }
}
