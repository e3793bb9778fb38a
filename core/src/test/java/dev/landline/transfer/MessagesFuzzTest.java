package dev.landline.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.file.FileException.Reason;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives any bytes to the readers of a transfer's messages, and says once more what was read:
 *
 * <pre>./mvnw test -pl core -Dfuzz=MessagesFuzzTest -Djazzer.max_duration=10m</pre>
 */
class MessagesFuzzTest {

    private static final FileName NAME = FileName.of("a/ä\u001b");
    private static final FileName BYTES = FileName.of(new byte[] {'a', (byte) 0xff});
    private static final byte[] BODY = {1, 2, 3};

    /** Says one message with a body. */
    private interface Saying<M> {
        void say(MessageOutput output, M message, byte[] body) throws IOException;
    }

    /** Reads one message; null at the end. */
    private interface Hearing<M> {
        @Nullable M hear(MessageInput input) throws IOException;
    }

    private static void sayToReceiver(MessageOutput output, SenderMessage message, byte[] body)
            throws IOException {
        output.send(message, body, 0, body.length);
    }

    private static void sayToSender(MessageOutput output, ReceiverMessage message, byte[] body)
            throws IOException {
        output.send(message, body, 0, body.length);
    }

    @SafeVarargs
    private static <M> byte[] encoded(Saying<M> saying, M... messages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        MessageOutput output = new MessageOutput(bytes);
        for (M message : messages) {
            saying.say(output, message, BODY);
        }
        output.flush();
        return bytes.toByteArray();
    }

    private static SenderMessage.Entry entry(FileName name, FileKind kind) {
        return new SenderMessage.Entry(
                1,
                kind == FileKind.LINK ? 2 : 0,
                name,
                kind,
                kind == FileKind.FILE ? OptionalLong.of(3) : OptionalLong.empty(),
                0644,
                -1,
                kind == FileKind.FILE ? 999_999_999 : 0,
                kind == FileKind.LINK ? Optional.of(BYTES) : Optional.empty(),
                kind == FileKind.FILE ? Optional.of("xxh3-128:0") : Optional.empty());
    }

    static Stream<byte[]> fromSenders() throws Exception {
        byte[] all =
                encoded(
                        MessagesFuzzTest::sayToReceiver,
                        entry(NAME, FileKind.FILE),
                        entry(BYTES, FileKind.DIRECTORY),
                        entry(NAME, FileKind.LINK),
                        new SenderMessage.Begin(1, 2, OptionalLong.of(3), 0, 4, 5),
                        new SenderMessage.Begin(1, 0, OptionalLong.empty(), 07777, 0, 0),
                        new SenderMessage.Data(),
                        new SenderMessage.Hole(1),
                        new SenderMessage.Copy(1, 2),
                        new SenderMessage.End(1, "sha256:0"),
                        new SenderMessage.GivenUp(1, Reason.CHANGED, "no\n"),
                        new SenderMessage.Left(1, true),
                        new SenderMessage.Problem(BYTES, Reason.DENIED, "no"),
                        new SenderMessage.Total(1, 2, false),
                        new SenderMessage.Waiting(),
                        new SenderMessage.Finished());
        return Stream.of(all, Arrays.copyOf(all, all.length - 5), hostile());
    }

    static Stream<byte[]> fromReceivers() throws Exception {
        byte[] all =
                encoded(
                        MessagesFuzzTest::sayToSender,
                        new ReceiverMessage.Want(1, 2, Optional.of("xxh3-128:0")),
                        new ReceiverMessage.Want(1, 0, Optional.empty()),
                        new ReceiverMessage.Basis(1),
                        new ReceiverMessage.Same(1),
                        new ReceiverMessage.Would(1),
                        new ReceiverMessage.Done(1, 2),
                        new ReceiverMessage.Done(1, 1),
                        new ReceiverMessage.Failed(1, Reason.NO_SPACE, "no"),
                        new ReceiverMessage.Deleted(BYTES),
                        new ReceiverMessage.Problem(NAME, Reason.OTHER, ""),
                        new ReceiverMessage.Finished());
        return Stream.of(all, Arrays.copyOf(all, all.length - 5), hostile());
    }

    private static byte[] hostile() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String header :
                new String[] {
                    "{\"type\":\"dance\",\"data_size\":2}  ",
                    "{\"type\":\"deleted\",\"filename\":{\"base64\":\"AA==\"}}",
                    "{\"type\":\"entry\",\"filename\":\"\"}"
                }) {
            byte[] text = header.getBytes(StandardCharsets.UTF_8);
            int length = header.strip().length();
            bytes.write(new byte[] {(byte) length, (byte) (length >> 8), 0, 0});
            bytes.write(text);
        }
        return bytes.toByteArray();
    }

    @MethodSource("fromSenders")
    @FuzzTest
    void anyBytesAreMessagesOfASenderOrAnError(byte[] bytes) throws Exception {
        check(bytes, MessageInput::fromSender, MessagesFuzzTest::sayToReceiver);
    }

    @MethodSource("fromReceivers")
    @FuzzTest
    void anyBytesAreMessagesOfAReceiverOrAnError(byte[] bytes) throws Exception {
        check(bytes, MessageInput::fromReceiver, MessagesFuzzTest::sayToSender);
    }

    private static <M> void check(byte[] bytes, Hearing<M> hearing, Saying<M> saying)
            throws IOException {
        MessageInput input = new MessageInput(new ByteArrayInputStream(bytes));
        while (true) {
            M message;
            byte[] body;
            try {
                message = hearing.hear(input);
                if (message == null) {
                    return;
                }
                body = input.body();
            } catch (ChannelException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
                return;
            } catch (IOException e) {
                return; // a body that was cut
            }
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            MessageOutput output = new MessageOutput(said);
            try {
                saying.say(output, message, body);
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("a message's header: ");
                return;
            }
            output.flush();
            MessageInput again = new MessageInput(new ByteArrayInputStream(said.toByteArray()));
            assertThat(hearing.hear(again)).isEqualTo(message);
            assertThat(again.body()).isEqualTo(body);
            assertThat(hearing.hear(again)).isNull();
        }
    }
}
