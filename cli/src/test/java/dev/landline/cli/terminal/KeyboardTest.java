package dev.landline.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Typing, from a stream to whoever wants to know. */
@Timeout(60)
class KeyboardTest {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private class Told implements Keyboard.Listener {
        @Override
        public void typed(byte[] bytes, int offset, int length) throws IOException {
            String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            told.add(text);
            if (text.equals("x")) {
                throw new IOException("the session has ended");
            }
        }

        @Override
        public void escape(Escape escape) {
            told.add(escape.toString());
        }

        @Override
        public void ended() {
            told.add("ended");
        }
    }

    private static InputStream typing(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Thread reads(InputStream stdin) {
        return Keyboard.start(stdin, new EscapeKeys(EscapeChar.USUAL), new Told());
    }

    @Test
    void whatIsTypedIsToldAtOnceAndOnAThreadThatKeepsNoProcessAlive() throws Exception {
        Thread thread;
        try (PipedOutputStream typing = new PipedOutputStream()) {
            thread = reads(new PipedInputStream(typing));
            typing.write('a');
            typing.flush();
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.isVirtual()).isFalse();
        }
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("ended");
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void theEndSendsWhatWasHeldBack() throws Exception {
        assertThat(reads(typing("a\r~?~")).join(Duration.ofSeconds(9))).isTrue();
        assertThat(told).containsExactly("a\r", "HELP", "~", "ended");
    }

    @Test
    void aTerminalThatFailsHasGone() throws Exception {
        InputStream hungUp = InputStream.nullInputStream();
        hungUp.close();
        assertThat(reads(hungUp).join(Duration.ofSeconds(10))).isTrue();
        assertThat(told).containsExactly("ended");
    }

    @Test
    void aListenerThatThrowsIsToldNothingMore() throws Exception {
        assertThat(reads(typing("x")).join(Duration.ofSeconds(10))).isTrue();
        assertThat(told).containsExactly("x");
    }
}
