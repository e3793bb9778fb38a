package dev.landline.testing.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.client.fleet.SpooledInput;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

final class SpooledInputTest {

    @Test
    void aReaderWaitsForWhatIsNotThereYet() throws Exception {
        try (PipedOutputStream writer = new PipedOutputStream();
                SpooledInput input = new SpooledInput(new PipedInputStream(writer));
                InputStream early = input.open()) {
            writer.write("one".getBytes(UTF_8));
            assertThat(early.readNBytes(3)).asString().isEqualTo("one");
            FutureTask<byte[]> rest = new FutureTask<>(early::readAllBytes);
            Thread.ofVirtual().start(rest);
            writer.write("two".getBytes(UTF_8));
            writer.close();

            assertThat(rest.get()).asString().isEqualTo("two");
            try (InputStream late = input.open()) {
                assertThat(late.readAllBytes()).asString().isEqualTo("onetwo");
                assertThat(late.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void whatTheSourceThrowsReachesEachReaderBehindWhatItGave() throws Exception {
        InputStream broken =
                new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        throw new IOException("torn");
                    }
                };
        try (SpooledInput input =
                        new SpooledInput(
                                new SequenceInputStream(
                                        new ByteArrayInputStream("some".getBytes(UTF_8)), broken));
                InputStream one = input.open();
                InputStream other = input.open()) {
            for (InputStream reader : new InputStream[] {one, other}) {
                assertThat(reader.readNBytes(4)).asString().isEqualTo("some");
                assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessage("torn");
            }
        }
    }

    @Test
    void nothingIsReadBeforeThereIsAReaderAndNothingAfterClosing() throws Exception {
        InputStream untouched =
                new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] target, int offset, int length) {
                        throw new AssertionError("it was read");
                    }
                };
        SpooledInput input = new SpooledInput(untouched);
        input.close();

        assertThatThrownBy(input::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aReaderThatWaitsIsFreedByClosing() throws Exception {
        try (PipedOutputStream writer = new PipedOutputStream()) {
            SpooledInput input = new SpooledInput(new PipedInputStream(writer));
            InputStream reader = input.open();
            FutureTask<Integer> read = new FutureTask<>(reader::read);
            Thread thread = Thread.ofPlatform().start(read);
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }

            input.close();

            assertThatThrownBy(read::get).hasRootCauseMessage("the input is closed");
            reader.close();
        }
    }
}
