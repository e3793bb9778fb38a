package dev.landline.testing.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ErrorCode;
import dev.landline.link.Link;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameReader;
import dev.landline.wire.Framing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every vector of the specification, against a live server behind the greeting: each third over
 * TLS, and the others over the Unix socket, where a connection costs a hundredth.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveVectorTest {

    private Victim victim;

    @BeforeAll
    void start() throws IOException {
        victim = Victim.ready();
    }

    @AfterAll
    void stop() throws IOException {
        victim.assertServing();
        victim.close();
    }

    static List<SpecVector> vectors() {
        return SpecVector.all();
    }

    @Test
    void thereAreVectors() {
        assertThat(vectors()).hasSizeGreaterThan(300);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isTakenAsTheVectorSays(SpecVector vector) throws Exception {
        boolean tls = Math.floorMod(vector.name().hashCode(), 3) == 0;
        Link link = tls ? victim.server.link() : victim.server.unixLink();
        try (ScriptedPeer attacker = ScriptedPeer.client(link)) {
            attacker.sendBytes(vector.bytes());
            String[] expected = vector.expect().split(" ", -1);
            switch (expected[0]) {
                case "error" -> {
                    if (expected[1].equals("malformed_frame")) {
                        attacker.awaitRefusal(ErrorCode.MALFORMED_FRAME);
                    } else {
                        Thread finishing = Thread.ofVirtual().start(link::finish);
                        attacker.expectClosed();
                        finishing.join();
                    }
                }
                case "incomplete" -> {
                    Thread finishing = Thread.ofVirtual().start(link::finish);
                    awaitEnd(attacker);
                    finishing.join();
                }
                default -> assertUnderstood(attacker, vector);
            }
        }
        if (Math.floorMod(vector.name().hashCode(), 40) == 0) {
            victim.assertServing();
        }
    }

    /**
     * What is a frame may still be forbidden here: a client sends no {@code exit}, and channel 1
     * was never opened. But it was understood.
     */
    private static void assertUnderstood(ScriptedPeer attacker, SpecVector vector)
            throws IOException {
        if (isFarewell(vector)) {
            attacker.expectClosed();
            return;
        }
        attacker.send(new Frame.Ping(4711));
        while (true) {
            switch (attacker.expect(Frame.class)) {
                case Frame.Pong(long id) when id == 4711 -> {
                    return;
                }
                case Frame.Error error when error.ch().isEmpty() -> {
                    assertThat(error.code()).isNotEqualTo("malformed_frame");
                    return;
                }
                case Frame _ -> {}
            }
        }
    }

    /** Whether it is a single frame that is answered by leaving. */
    private static boolean isFarewell(SpecVector vector) throws IOException {
        FrameReader reader =
                new FrameReader(new ByteArrayInputStream(vector.bytes()), Framing.MAX_BODY);
        Frame first = reader.read();
        return first instanceof Frame.Bye
                || (first instanceof Frame.Error error && error.ch().isEmpty());
    }

    private static void awaitEnd(ScriptedPeer attacker) {
        while (true) {
            try {
                attacker.expect(Frame.class);
            } catch (AssertionError e) {
                assertThat(e).hasMessageNotContaining("within");
                return;
            }
        }
    }
}
