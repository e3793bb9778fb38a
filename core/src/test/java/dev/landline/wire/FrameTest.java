package dev.landline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid frame cannot be made. Ranges that bytes can break are among the vectors. */
class FrameTest {

    private static final JsonObject EMPTY = new JsonObject(Map.of());

    @Test
    void aBodyIsNoLongerThanAnySideMayAllow() {
        assertThatCode(() -> data(0, Framing.MAX_BODY)).doesNotThrowAnyException();
        refused(
                "data_size: expected 0 to 1048576, got 1048577",
                () -> data(0, Framing.MAX_BODY + 1));
    }

    @Test
    void aBodyEndsWithinTheRangeOfOffsets() {
        assertThat(data(Framing.MAX_INTEGER - 5, 5).offset()).isEqualTo(Framing.MAX_INTEGER - 5);
        refused("offset", () -> data(Framing.MAX_INTEGER - 5, 6));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aChannelHasAPositiveNumber(int ch) {
        refused("ch: expected 1 to 2147483647, got " + ch, () -> new Frame.Close(ch));
    }

    @Test
    void aLimitIsNotBelowWhatWasConsumed() {
        refused("limit: expected 5 to", () -> new Frame.Window(1, "stdin", 5, 4));
    }

    @Test
    void aRequestNestsNoDeeperThanAHeaderCan() {
        assertThatCode(() -> open(nested(7))).doesNotThrowAnyException();
        refused("request: expected at most 7 levels of nesting", () -> open(nested(8)));
        refused("request: expected at most 7 levels of nesting", () -> open(nested(5000)));
    }

    @Test
    void namesAreCountedInCharactersAndNotInUnitsOfUtf16() {
        assertThatCode(() -> new Frame.Signal(1, "😀".repeat(64))).doesNotThrowAnyException();
        refused(
                "length of name: expected 1 to 64, got 65",
                () -> new Frame.Signal(1, "😀".repeat(65)));
    }

    @Test
    void whatTheCallerChangesLaterDoesNotChangeTheFrame() {
        Map<String, Long> windows = new HashMap<>(Map.of("stdout", 5L));
        Frame.Opened opened = new Frame.Opened(1, windows);
        windows.put("stdout", -1L);

        assertThat(opened.windows()).containsExactly(Map.entry("stdout", 5L));
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }

    private static Frame.Data data(long offset, int size) {
        return new Frame.Data(1, "stdout", offset, ByteBuffer.allocate(size));
    }

    private static Frame.Open open(JsonObject request) {
        return new Frame.Open(1, "exec", request, Optional.empty());
    }

    /** An object of that many levels, every other one an array. */
    private static JsonObject nested(int levels) {
        JsonValue value = levels % 2 == 0 ? new JsonValue.Array(List.of()) : EMPTY;
        for (int level = levels - 1; level > 0; level--) {
            value =
                    level % 2 == 0
                            ? new JsonValue.Array(List.of(value))
                            : new JsonObject(Map.of("a", value));
        }
        return (JsonObject) value;
    }
}
