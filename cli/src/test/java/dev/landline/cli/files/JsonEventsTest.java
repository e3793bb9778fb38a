package dev.landline.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.client.TransferResult;
import dev.landline.file.FileException;
import dev.landline.file.FileKind;
import dev.landline.file.FileName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Lines for programs. */
class JsonEventsTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final JsonEvents events = new JsonEvents(new OutputLines(written, () -> {}));

    @Test
    void everyEventIsAnObjectOnALine() {
        events.total(2, 7, true);
        events.done(FileName.of("a \"b\"\n"), FileKind.FILE, 5);
        events.same(FileName.of("d"), FileKind.DIRECTORY, 0);
        events.would(FileName.of("l"), FileKind.LINK, 0);
        events.deleted(FileName.of("é"));
        events.failed(FileName.of("x"), FileException.Reason.DENIED, "no\033[31m");
        events.result(new TransferResult(1, 2, 3, 4, 5, 6, 7));

        assertThat(written.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        {"event":"total","files":2,"bytes":7,"complete":true}
                        {"event":"file","path":"a \\"b\\"\\n","kind":"file","size":5,"result":"done"}
                        {"event":"file","path":"d","kind":"directory","size":0,"result":"same"}
                        {"event":"file","path":"l","kind":"link","size":0,"result":"would"}
                        {"event":"file","path":"é","result":"deleted"}
                        {"event":"file","path":"x","result":"failed","reason":"denied","message":"no?[31m"}
                        {"event":"result","done":1,"same":2,"would":3,"deleted":4,"failed":5,"bytes":6,"moved":7}
                        """);
    }

    @Test
    void namesThatAreNotTextComeAsBytes() {
        events.done(FileName.of(new byte[] {'a', (byte) 0xFF}), FileKind.FILE, 0);

        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("\"path\":{\"base64\":\"Yf8=\"},\"kind\"");
    }

    @Test
    void anOutputThatTakesNoMoreStopsTheCopyOnce() {
        AtomicInteger stopped = new AtomicInteger();
        OutputLines out =
                new OutputLines(
                        new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("full");
                            }
                        },
                        stopped::incrementAndGet);
        out.line("a");
        out.line("b");

        assertThat(stopped).hasValue(1);
        assertThatThrownBy(out::check).isInstanceOf(IOException.class);
    }
}
