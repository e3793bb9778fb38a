package dev.landline.testing.attack;

import dev.landline.ErrorCode;
import dev.landline.testing.ScriptedPeer;
import dev.landline.testing.TestServer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that are none, after a good greeting of an authorised key. */
final class HeaderBombTest {

    private static TestServer server;

    @BeforeAll
    static void serve() throws Exception {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void refused(byte[] bytes, ErrorCode code) throws Exception {
        try (ScriptedPeer peer = server.peer()) {
            peer.sendBytes(bytes).awaitRefusal(code);
        }
        server.assertServing();
    }

    private static byte[] length(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    @Test
    void headerLengthZero() throws Exception {
        refused(length(0), ErrorCode.MALFORMED_FRAME);
    }

    @Test
    void headerLengthMinusOne() throws Exception {
        refused(length(-1), ErrorCode.MALFORMED_FRAME);
    }

    @Test
    void headerLengthOfTwoGibibytes() throws Exception {
        refused(length(Integer.MAX_VALUE), ErrorCode.MALFORMED_FRAME);
    }

    @Test
    void headerLengthJustTooLong() throws Exception {
        refused(length(65_537), ErrorCode.MALFORMED_FRAME);
    }

    @Test
    void headerThatIsNotJson() throws Exception {
        refused(ScriptedPeer.frameOf("uname -a"), ErrorCode.MALFORMED_FRAME);
    }

    @Test
    void headerThatIsAnArray() throws Exception {
        refused(ScriptedPeer.frameOf("[1]"), ErrorCode.MALFORMED_FRAME);
    }

    @Test
    void duplicateKey() throws Exception {
        refused(
                ScriptedPeer.frameOf("{\"type\":\"ping\",\"id\":1,\"id\":2}"),
                ErrorCode.MALFORMED_FRAME);
    }

    @Test
    void nestingOfAThousandLevels() throws Exception {
        refused(
                ScriptedPeer.frameOf(
                        "{\"type\":\"ping\",\"id\":1,\"x\":"
                                + "[".repeat(1000)
                                + "]".repeat(1000)
                                + "}"),
                ErrorCode.MALFORMED_FRAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "1e1",
                "\"3\"",
                "9007199254740992",
                "1231231231231313131231123131323",
                "true",
                "[]"
            })
    void dataSizeThatIsNoSize(String size) throws Exception {
        refused(
                ScriptedPeer.frameOf(
                        "{\"type\":\"data\",\"ch\":1,\"stream\":\"stdin\",\"offset\":0,"
                                + "\"data_size\":"
                                + size
                                + "}"),
                ErrorCode.MALFORMED_FRAME);
    }

    @Test
    void bodyLargerThanAllowed() throws Exception {
        refused(
                ScriptedPeer.frameOf(
                        "{\"type\":\"data\",\"ch\":1,\"stream\":\"stdin\",\"offset\":0,"
                                + "\"data_size\":1048577}"),
                ErrorCode.MALFORMED_FRAME);
    }

    @Test
    void unknownTypeWithoutAChannel() throws Exception {
        refused(ScriptedPeer.frameOf("{\"type\":\"reboot\"}"), ErrorCode.UNKNOWN_TYPE);
    }

    @Test
    void aFrameTruncatedAtEveryByte() throws Exception {
        byte[] frame = ScriptedPeer.frameOf("{\"type\":\"ping\",\"id\":7}");
        for (int length = 1; length < frame.length; length++) {
            try (ScriptedPeer peer = server.peer()) {
                peer.sendBytes(Arrays.copyOf(frame, length));
            }
        }
        server.assertServing();
    }
}
