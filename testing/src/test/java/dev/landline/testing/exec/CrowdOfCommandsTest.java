package dev.landline.testing.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import dev.landline.Limits;
import dev.landline.client.Landline;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Background;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand commands at once on one connection, with fewer channels than that and with enough. */
class CrowdOfCommandsTest {

    private static final int COMMANDS = 1000;

    @ParameterizedTest
    @ValueSource(ints = {256, 1000})
    void allOfThemSucceedAndNothingIsLeft(int channels) throws Exception {
        Limits limits = Limits.DEFAULTS.withMaxChannels(channels);
        try (LeakCheck leaks = LeakCheck.start();
                TestServer server = TestServer.with().limits(limits).start();
                Landline client = server.connect()) {
            List<Background<ExitStatus>> all = new ArrayList<>();
            for (int i = 0; i < COMMANDS; i++) {
                all.add(Background.of(() -> client.exec("true").run().status()));
            }
            for (Background<ExitStatus> one : all) {
                assertThat(one.get()).isEqualTo(new ExitStatus.Exited(0));
            }
            assertThat(client.running()).isZero();
        }
    }
}
