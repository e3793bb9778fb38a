package dev.landline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ExitStatus;
import dev.landline.json.JsonObject;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RenumberedTest {

    @SuppressWarnings("unused") // read by the parameterised test
    private static final List<Frame> OF_A_CHANNEL =
            List.of(
                    new Frame.Open(
                            7,
                            "exec",
                            new JsonObject(Map.of()),
                            Optional.of(Map.of("stdout", 9L)),
                            Optional.of("0123456789abcdef0123456789abcdef"),
                            Optional.of(Map.of("stdout", 3L))),
                    new Frame.Opened(7, Map.of("stdin", 4L), Optional.of(Map.of("stdin", 2L))),
                    new Frame.Data(7, "stdin", 5, ByteBuffer.wrap(new byte[] {1, 2, 3})),
                    new Frame.Eof(7, "stdin", 8),
                    new Frame.Window(7, "stdout", 1, 2),
                    new Frame.Signal(7, "INT"),
                    new Frame.Exit(7, new ExitStatus.Exited(3), true, Optional.of("timeout")),
                    new Frame.Error(OptionalInt.of(7), "internal", "why", Optional.of("hint")),
                    new Frame.Close(7),
                    new Frame.Resize(7, 80, 24),
                    new Frame.Leave(7),
                    new Frame.Unknown("new", OptionalInt.of(7)));

    @ParameterizedTest
    @FieldSource("OF_A_CHANNEL")
    void nothingButTheNumberIsAnother(Frame frame) {
        Frame other = Renumbered.frame(frame, 1234);

        assertThat(Renumbered.channel(frame)).hasValue(7);
        assertThat(text(other)).isEqualTo(text(frame).replace("\"ch\":7", "\"ch\":1234"));
    }

    @Test
    void everyFrameOfAChannelIsTried() {
        assertThat(OF_A_CHANNEL.stream().map(Object::getClass).distinct())
                .hasSize(Frame.class.getPermittedSubclasses().length + ofChannels() - 1 - 4);
    }

    private static int ofChannels() {
        return Frame.OnChannel.class.getPermittedSubclasses().length;
    }

    @Test
    void aFrameOfTheConnectionHasNone() {
        assertThat(Renumbered.channel(new Frame.Ping(1))).isEmpty();
        assertThatThrownBy(() -> Renumbered.frame(new Frame.Ping(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The length in front depends on the number. */
    private static String text(Frame frame) {
        byte[] bytes = new FrameEncoder().bytes(frame);
        return new String(bytes, 4, bytes.length - 4, StandardCharsets.ISO_8859_1);
    }
}
