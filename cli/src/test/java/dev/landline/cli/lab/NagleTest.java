package dev.landline.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.landline.cli.lab.experiment.Scene;
import dev.landline.cli.lab.experiment.Scene.Rounds;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The times of the experiment against the clock of somebody who stands beside the sockets. */
class NagleTest {

    private static final int WRITES = 2;

    /** Acknowledgements are delayed by 40 ms or more; a round on loopback takes far less. */
    private static final long DELAYED_NANOS = 20_000_000;

    /** Sockets that remember whether they were told to do without Nagle's algorithm. */
    private static final class Asked extends ObservedSockets {
        private final List<Boolean> noDelay = new ArrayList<>();

        @Override
        Observed made() {
            return new Observed() {
                @Override
                public void setTcpNoDelay(boolean on) throws SocketException {
                    super.setTcpNoDelay(on);
                    noDelay.add(getTcpNoDelay());
                }
            };
        }
    }

    @Test
    void theTimesAreThoseOfTheSocketsAndWithTheAlgorithmTheyAreLonger() throws IOException {
        Asked sockets = new Asked();
        Trial trial = Trial.of("nagle", sockets);
        long end = System.nanoTime();

        List<Scene> scenes = trial.findings().scenes();
        assertThat(sockets.noDelay)
                .as("with the algorithm, then without")
                .containsExactly(false, true);
        assertThat(scenes)
                .extracting(Scene::title)
                .satisfiesExactly(
                        with -> assertThat(with).startsWith("TCP_NODELAY off"),
                        without -> assertThat(without).startsWith("TCP_NODELAY on"));
        for (int i = 0; i < scenes.size(); i++) {
            check((Rounds) scenes.get(i), sockets.near.get(i), end);
        }
        long with = ((Rounds) scenes.getFirst()).median();
        long without = ((Rounds) scenes.getLast()).median();
        assertThat(trial.figure("median_us_nodelay_off")).isEqualTo(with / 1000);
        assertThat(trial.figure("median_us_nodelay_on")).isEqualTo(without / 1000);

        assumeThat(with).as("acknowledgements are delayed here").isGreaterThan(DELAYED_NANOS);
        assertThat(without).isLessThan(with);
    }

    /** From before the header was written to behind the answer, and nothing more than that. */
    private static void check(Rounds rounds, ObservedSockets.Observed client, long end) {
        int warmUps = client.readNanos.size() - rounds.rounds().size();
        assertThat(client.writeNanos).hasSize(client.readNanos.size() * WRITES);
        for (int i = 0; i < rounds.rounds().size(); i++) {
            int round = warmUps + i;
            long written = client.writeNanos.get(round * WRITES);
            long answered = client.readNanos.get(round);
            long before = round == 0 ? written : client.readNanos.get(round - 1);
            long behind =
                    round + 1 < client.readNanos.size()
                            ? client.writeNanos.get((round + 1) * WRITES)
                            : end;
            assertThat(rounds.rounds().get(i))
                    .as("round %d", round)
                    .isBetween(answered - written, behind - before);
        }
    }
}
