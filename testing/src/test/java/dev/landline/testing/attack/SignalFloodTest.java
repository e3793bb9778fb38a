package dev.landline.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ExitStatus;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Signals without number, and signals that there are not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalFloodTest {

    private static final int SIGNALS = 20_000;

    private Victim victim;

    @BeforeAll
    void start() throws IOException {
        victim = Victim.ready();
    }

    @AfterAll
    void stop() {
        victim.close();
    }

    /** Delivered as fast as they come, or refused when too many wait: never piled up. */
    @Test
    void aFloodOfSignalsEndsItsChannelAtMost() throws Exception {
        try (ScriptedPeer attacker = victim.attacker()) {
            attacker.send(Victim.exec(1, "sh", "-c", "trap '' USR1; echo ready; exec sleep 1000"));
            attacker.await(Frame.Data.class);
            byte[] signal =
                    ScriptedPeer.frameOf("{\"type\":\"signal\",\"ch\":1,\"name\":\"USR1\"}");
            byte[] many = new byte[signal.length * 500];
            for (int at = 0; at < many.length; at += signal.length) {
                System.arraycopy(signal, 0, many, at, signal.length);
            }
            for (int i = 0; i < SIGNALS / 500; i++) {
                attacker.sendBytes(many);
            }
            attacker.send(new Frame.Close(1));
            Frame.Exit exit = attacker.await(Frame.Exit.class);
            assertThat(exit.status()).isInstanceOf(ExitStatus.Signaled.class);
            Frame last = attacker.expect(Frame.class);
            if (last instanceof Frame.Error error) {
                assertThat(error.code()).isEqualTo("bad_request");
            } else {
                assertThat(last).isEqualTo(new Frame.Close(1));
            }
            Victim.assertServesOn(attacker, 3);
            victim.assertServing();
        }
    }

    @Test
    void signalsThatThereAreNotDoNothing() throws Exception {
        try (ScriptedPeer attacker = Victim.opened(victim.attacker(), 1)) {
            for (String name :
                    new String[] {"", "NONSENSE", "SIGTERM", "9", "-9", "KILL;reboot", "\u0000"}) {
                if (!name.isEmpty()) {
                    attacker.send(new Frame.Signal(1, name));
                }
            }
            Victim.assertServesOn(attacker, 3);
            attacker.send(new Frame.Signal(1, "TERM"));
            assertThat(attacker.await(Frame.Exit.class).status())
                    .isInstanceOfSatisfying(
                            ExitStatus.Signaled.class,
                            signaled -> assertThat(signaled.name()).isEqualTo("TERM"));
            victim.assertServing();
        }
    }
}
