package dev.landline.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.file.FileException.Reason;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import dev.landline.json.JsonException;
import dev.landline.wire.Framing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Messages of transfers come back as they were sent, with their bodies. */
class MessagesTest {

    private static final FileName NAME = FileName.of("a/\"b\\\n漢.txt");
    private static final FileName BYTES = FileName.of(new byte[] {'a', '/', (byte) 0xff, 1});

    private static final List<SenderMessage> SENDER =
            List.of(
                    new SenderMessage.Entry(
                            0,
                            0,
                            NAME,
                            FileKind.FILE,
                            OptionalLong.of(Framing.MAX_INTEGER),
                            07777,
                            -1,
                            999_999_999,
                            Optional.empty(),
                            Optional.of("xxh3_128:00")),
                    new SenderMessage.Entry(
                            Framing.MAX_INTEGER,
                            Integer.MAX_VALUE,
                            BYTES,
                            FileKind.LINK,
                            OptionalLong.empty(),
                            0,
                            Framing.MAX_INTEGER,
                            0,
                            Optional.of(BYTES),
                            Optional.empty()),
                    new SenderMessage.Entry(
                            1,
                            1,
                            FileName.of("."),
                            FileKind.DIRECTORY,
                            OptionalLong.empty(),
                            0755,
                            0,
                            1,
                            Optional.empty(),
                            Optional.empty()),
                    new SenderMessage.Begin(1, 0, OptionalLong.empty(), 0644, -5, 0),
                    new SenderMessage.Begin(1, 1L << 40, OptionalLong.of(1L << 41), 0, 5, 7),
                    new SenderMessage.Data(),
                    new SenderMessage.Hole(1L << 50),
                    new SenderMessage.Copy(1L << 33, 1),
                    new SenderMessage.End(0, "sha_256:ff"),
                    new SenderMessage.GivenUp(9, Reason.CHANGED, "tab\tand \u001b"),
                    new SenderMessage.Left(8, false),
                    new SenderMessage.Left(8, true),
                    new SenderMessage.Problem(BYTES, Reason.OTHER, ""),
                    new SenderMessage.Total(1, 2, true),
                    new SenderMessage.Waiting(),
                    new SenderMessage.Finished());

    private static final List<ReceiverMessage> RECEIVER =
            List.of(
                    new ReceiverMessage.Placed(true),
                    new ReceiverMessage.Placed(false),
                    new ReceiverMessage.Want(0, 0, Optional.empty()),
                    new ReceiverMessage.Want(1, 1L << 40, Optional.of("h")),
                    new ReceiverMessage.Basis(3),
                    new ReceiverMessage.Same(4),
                    new ReceiverMessage.Would(5),
                    new ReceiverMessage.Done(6, 1),
                    new ReceiverMessage.Done(6, 2000),
                    new ReceiverMessage.Failed(7, Reason.NO_SPACE, "full"),
                    new ReceiverMessage.Deleted(BYTES),
                    new ReceiverMessage.Problem(NAME, Reason.DENIED, "no"),
                    new ReceiverMessage.Finished());

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final MessageOutput output = new MessageOutput(line);

    private MessageInput input() throws IOException {
        output.close();
        return new MessageInput(new ByteArrayInputStream(line.toByteArray()));
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length + 2];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31);
        }
        return body;
    }

    @Test
    void ofASender() throws Exception {
        int length = 0;
        for (SenderMessage message : SENDER) {
            output.send(message);
            output.send(message, body(length), 1, length);
            length += 7919;
        }
        MessageInput input = input();
        length = 0;
        for (SenderMessage message : SENDER) {
            assertThat(input.fromSender()).isEqualTo(message);
            assertThat(input.body()).isEmpty();
            assertThat(input.fromSender()).isEqualTo(message);
            assertThat(input.body())
                    .isEqualTo(java.util.Arrays.copyOfRange(body(length), 1, length + 1));
            length += 7919;
        }
        assertThat(input.fromSender()).isNull();
    }

    @Test
    void ofAReceiver() throws Exception {
        for (ReceiverMessage message : RECEIVER) {
            output.send(message, body(300), 0, 300);
        }
        MessageInput input = input();
        for (ReceiverMessage message : RECEIVER) { // the bodies are skipped where nobody reads them
            assertThat(input.fromReceiver()).isEqualTo(message);
        }
        assertThat(input.fromReceiver()).isNull();
    }

    @Test
    void theLargestBody() throws Exception {
        output.send(new SenderMessage.Data(), body(Framing.MAX_BODY), 0, Framing.MAX_BODY);
        output.send(new SenderMessage.Finished());
        MessageInput input = input();
        assertThat(input.fromSender()).isEqualTo(new SenderMessage.Data());
        assertThat(input.bodyLeft()).isEqualTo(Framing.MAX_BODY);
        assertThat(input.fromSender()).isEqualTo(new SenderMessage.Finished());
    }

    @Test
    void aMessageOfAnotherTypeIsPassedOver() throws Exception {
        output.send(new ReceiverMessage.Same(1), body(10), 0, 10);
        output.send(new SenderMessage.Waiting());
        MessageInput input = input();
        assertThat(input.fromSender()).isEqualTo(new SenderMessage.Waiting());
    }

    @Test
    void aStreamThatEndsWithinAMessageIsAnError() throws Exception {
        output.send(new SenderMessage.Hole(1234567));
        output.close();
        byte[] whole = line.toByteArray();
        for (int length = 1; length < whole.length; length++) {
            MessageInput input =
                    new MessageInput(
                            new ByteArrayInputStream(java.util.Arrays.copyOf(whole, length)));
            assertThatThrownBy(input::fromSender)
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void namesTravelAsTextWhereTheyAreText() throws Exception {
        for (FileName name : List.of(NAME, BYTES, FileName.of("."), FileName.of("é"))) {
            assertThat(Names.fromJson("filename", Names.toJson(name))).isEqualTo(name);
        }
        assertThat(Names.toJson(NAME).toString()).doesNotContain("base64");
        assertThat(Names.toJson(BYTES).toString()).contains("base64");
        assertThatThrownBy(() -> Names.fromJson("filename", null))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("filename");
        assertThatThrownBy(() ->
                        Names.fromJson("filename", new dev.landline.json.JsonValue.Text("a\0b")))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("filename");
        assertThatThrownBy(
                        () -> Names.fromJson("filename", new dev.landline.json.JsonValue.Text("")))
                .isInstanceOf(JsonException.class);
    }
}
