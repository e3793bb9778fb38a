package dev.landline.testing.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.Limits;
import dev.landline.engine.Connection;
import dev.landline.testing.FlakyLink;
import dev.landline.testing.LeakCheck;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A channel with an id whose connections break at random places. */
@Timeout(120)
class ResumeTest {

    private static final int LENGTH = 3 << 20;
    private static final int CUTS = 25;

    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        leaks.assertNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void noByteIsLostOrComesTwiceHoweverOftenTheConnectionBreaks(LinkKind kind) throws Exception {
        int interruptions = 0;
        for (long seed = 0; seed < 6; seed++) {
            interruptions += conversation(kind, new SplittableRandom(seed));
        }
        assertThat(interruptions).as("connections that broke").isGreaterThan(CUTS);
    }

    /** Returns how often it was interrupted. */
    private static int conversation(LinkKind kind, SplittableRandom random) throws Exception {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        Wired.Plan plan =
                Wired.Plan.of(new ResumableEcho()).limits(Limits.DEFAULTS.withWindow(65_536));
        ResumingClient client = new ResumingClient(bytes);
        int cuts = 0;
        while (!attempt(kind, plan, cuts < CUTS, random, client)) {
            cuts++;
        }
        assertThat(client.echo()).isEqualTo(bytes);
        return cuts;
    }

    private static boolean attempt(
            LinkKind kind,
            Wired.Plan plan,
            boolean breaks,
            SplittableRandom random,
            ResumingClient client)
            throws Exception {
        LinkKind.Ends ends = kind.open();
        FlakyLink link = new FlakyLink(ends.client(), random.nextLong());
        if (breaks) {
            long at = random.nextInt(2 * LENGTH / CUTS);
            link = random.nextBoolean() ? link.cutInputAt(at) : link.cutOutputAt(at);
        }
        Background<Connection> accepted = Background.of(() -> Wired.accept(ends.server(), plan));
        try (ends;
                Connection connection = Wired.connect(link, plan)) {
            return client.goOn(connection);
        } catch (IOException e) {
            return false; // it broke in the greeting
        } finally {
            close(accepted);
        }
    }

    private static void close(Background<Connection> accepted) throws Exception {
        try {
            accepted.get().close();
        } catch (IOException e) {
            // it broke in the greeting
        }
    }
}
