package dev.landline.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.exec.ExecRequest;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import dev.landline.wire.Framing;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Grants that go back, lie, or promise everything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WindowAbuseTest {

    private static final long MUCH = 32L << 20;

    private Victim victim;

    @BeforeAll
    void start() throws IOException {
        victim = Victim.ready();
    }

    @AfterAll
    void stop() {
        victim.close();
    }

    private static Frame.Open open(long window, String... argv) {
        return new Frame.Open(
                1,
                ExecRequest.SERVICE,
                Victim.request(argv),
                Optional.of(Map.of("stdout", window, "stderr", 0L)));
    }

    private static long readToTheEnd(ScriptedPeer attacker) {
        long total = 0;
        while (true) {
            switch (attacker.expect(Frame.class)) {
                case Frame.Data data -> {
                    assertThat(data.offset()).isEqualTo(total);
                    total += data.body().remaining();
                }
                case Frame.Exit exit ->
                        assertThat(exit.status()).isEqualTo(new ExitStatus.Exited(0));
                case Frame.Close _ -> {
                    return total;
                }
                case Frame _ -> {}
            }
        }
    }

    @Test
    void aWindowThatGoesBackChangesNothing() throws Exception {
        try (ScriptedPeer attacker = victim.attacker()) {
            attacker.send(open(100_000, "head", "-c", "300000", "/dev/zero"));
            attacker.expect(Frame.Opened.class);
            attacker.send(
                    new Frame.Window(1, "stdout", 0, 50_000),
                    new Frame.Window(1, "stdout", 0, 0),
                    new Frame.Window(1, "stdout", 0, 99_999),
                    new Frame.Window(1, "stdout", 0, 200_000),
                    new Frame.Window(1, "stdout", 0, 1),
                    new Frame.Window(1, "stdout", 0, 300_000),
                    new Frame.Window(1, "stdout", 0, 0));
            assertThat(readToTheEnd(attacker)).isEqualTo(300_000);
            Victim.assertServesOn(attacker, 3);
        }
        victim.assertServing();
    }

    @Test
    void aLimitBelowWhatWasConsumedIsNoFrame() throws Exception {
        try (ScriptedPeer attacker = Victim.opened(victim.attacker(), 1)) {
            attacker.sendHeader(
                    "{\"type\":\"window\",\"ch\":1,\"stream\":\"stdout\",\"consumed\":10,"
                            + "\"limit\":9}");
            attacker.awaitRefusal(ErrorCode.MALFORMED_FRAME);
            victim.assertServing();
        }
    }

    @Test
    void whoClaimsToHaveConsumedMoreThanThereWasGetsNoMoreThanThereIs() throws Exception {
        try (ScriptedPeer attacker = victim.attacker()) {
            attacker.send(open(0, "echo", "hello"));
            attacker.expect(Frame.Opened.class);
            attacker.send(
                    new Frame.Window(1, "stdout", Framing.MAX_INTEGER, Framing.MAX_INTEGER),
                    new Frame.Window(1, "stdout", Framing.MAX_INTEGER, Framing.MAX_INTEGER));
            assertThat(readToTheEnd(attacker)).isEqualTo(6);
            Victim.assertServesOn(attacker, 3);
        }
    }

    /**
     * With a window of 2^53 − 1, or without any, only the line holds the command up: no memory
     * does.
     */
    @Test
    void aWindowWithoutEndCostsTheServerNothing() throws Exception {
        for (Frame.Open open :
                new Frame.Open[] {
                    open(Framing.MAX_INTEGER, "head", "-c", String.valueOf(MUCH), "/dev/zero"),
                    new Frame.Open(
                            1,
                            ExecRequest.SERVICE,
                            Victim.request("head", "-c", String.valueOf(MUCH), "/dev/zero"),
                            Optional.empty())
                }) {
            try (ScriptedPeer attacker = victim.attacker()) {
                attacker.send(open);
                attacker.expect(Frame.Opened.class);
                victim.assertServing();
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(150L << 20);
                assertThat(readToTheEnd(attacker)).isEqualTo(MUCH);
            }
        }
    }

    @Test
    void aWindowOfAStreamThatThereIsNot() throws Exception {
        try (ScriptedPeer attacker = Victim.opened(victim.attacker(), 1)) {
            attacker.send(new Frame.Window(1, "stdin", 0, 10));
            attacker.await(Frame.Exit.class);
            Victim.assertChannelError(attacker, 1, "stream_state");
            Victim.assertServesOn(attacker, 3);
        }
        victim.assertServing();
    }

    @Test
    void aFloodOfGrantsIsReadAndForgotten() throws Exception {
        try (ScriptedPeer attacker = Victim.opened(victim.attacker(), 1)) {
            byte[] grant =
                    ScriptedPeer.frameOf(
                            "{\"type\":\"window\",\"ch\":1,\"stream\":\"stdout\",\"consumed\":0,"
                                    + "\"limit\":7}");
            byte[] many = new byte[grant.length * 500];
            for (int at = 0; at < many.length; at += grant.length) {
                System.arraycopy(grant, 0, many, at, grant.length);
            }
            for (int i = 0; i < 200; i++) {
                attacker.sendBytes(many);
            }
            Victim.assertServesOn(attacker, 3);
            victim.assertServing();
        }
    }
}
