package dev.landline.testing.attack;

import dev.landline.link.Link;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A client that goes in the middle of what it was saying, wherever that is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TruncatedConversationTest {

    /** A TLS handshake costs a hundred times what a Unix socket does: over TLS, samples. */
    private static final int TLS_STEP = 16;

    private Victim victim;

    @BeforeAll
    void start() throws IOException {
        victim = Victim.ready();
    }

    @AfterAll
    void stop() {
        victim.close();
    }

    private static byte[] conversation() throws IOException {
        List<Frame> frames =
                List.of(
                        ScriptedPeer.hello(0),
                        Victim.exec(1, "cat"),
                        new Frame.Data(
                                1,
                                "stdin",
                                0,
                                ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8))),
                        new Frame.Window(1, "stdout", 0, 1 << 19),
                        new Frame.Signal(1, "WINCH"),
                        new Frame.Ping(5),
                        new Frame.Eof(1, "stdin", 5),
                        new Frame.Close(1),
                        new Frame.Bye("done", ""));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameEncoder encoder = new FrameEncoder();
        for (Frame frame : frames) {
            encoder.write(frame, bytes);
        }
        return bytes.toByteArray();
    }

    private static void sendAndLeave(Link link, byte[] bytes, boolean politely) throws IOException {
        link.output().write(bytes);
        if (politely) {
            link.finish();
        } else {
            link.abort();
        }
    }

    @Test
    void overAUnixSocketAtEveryByte() throws Exception {
        byte[] all = conversation();
        for (int cut = 0; cut <= all.length; cut++) {
            sendAndLeave(victim.server.unixLink(), Arrays.copyOf(all, cut), cut % 2 == 0);
            if (cut % 100 == 0) {
                victim.assertServing();
            }
        }
        victim.assertServing();
    }

    @Test
    void overTlsAtManyBytes() throws Exception {
        byte[] all = conversation();
        for (int cut = 0; cut <= all.length; cut += TLS_STEP) {
            sendAndLeave(victim.server.link(), Arrays.copyOf(all, cut), false);
        }
        victim.assertServing();
    }
}
