package dev.landline.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.flow.Waiter;
import dev.landline.wire.Frame;
import dev.landline.wire.FrameReader;
import dev.landline.wire.Framing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final ConnectionException over =
            new ConnectionException(ErrorCode.CONNECTION_CLOSED, "over");

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final AtomicInteger clogged = new AtomicInteger();
    private final Outbox outbox = new Outbox(line, FrameListener.NONE, clogged::incrementAndGet);

    private static Frame.Data data(int ch) {
        return new Frame.Data(ch, "stdout", 0, ByteBuffer.allocate(Outbox.MAX_DATA / 2));
    }

    /** Writes what waits, ends, and says what stands on the line. */
    private List<String> written() throws IOException {
        outbox.run();
        FrameReader reader =
                new FrameReader(new ByteArrayInputStream(line.toByteArray()), Framing.MAX_BODY);
        List<String> types = new ArrayList<>();
        Frame frame;
        while ((frame = reader.read()) != null) {
            types.add(frame.type());
        }
        return types;
    }

    @Test
    void controlOvertakesDataAndKeepsItsOwnOrder() throws Exception {
        outbox.data(new Frame.Close(1));
        outbox.control(new Frame.Ping(1));
        outbox.control(new Frame.Pong(1));
        outbox.finish(over, new Frame.Bye("done", ""));
        assertThat(written()).containsExactly("ping", "pong", "close", "bye");
    }

    @Test
    void smallFramesThatWaitAreOneWriteAndALargeOneEndsIt() throws Exception {
        List<Integer> writes = new ArrayList<>();
        Outbox counted =
                new Outbox(
                        new ByteArrayOutputStream() {
                            @Override
                            public synchronized void write(byte[] source, int offset, int length) {
                                writes.add(length);
                                super.write(source, offset, length);
                            }
                        },
                        FrameListener.NONE,
                        clogged::incrementAndGet);
        for (int i = 0; i < 10; i++) {
            counted.data(new Frame.Close(i + 1));
        }
        counted.data(new Frame.Data(1, "stdout", 0, ByteBuffer.allocate(Outbox.TOGETHER)));
        counted.data(new Frame.Close(11));
        counted.finish(over, new Frame.Bye("done", ""));
        counted.run();

        assertThat(writes).hasSize(3);
        assertThat(writes.getFirst()).isBetween(Outbox.TOGETHER + 300, Outbox.TOGETHER + 600);
    }

    @Test
    void whatWaitsAtTheEndIsStillWrittenAndTheFarewellIsLast() throws Exception {
        outbox.data(data(1));
        outbox.finish(over, new Frame.Bye("done", ""));
        outbox.control(new Frame.Ping(1));
        outbox.last(new Frame.Eof(1, "stdout", 0));
        assertThatThrownBy(() -> outbox.data(data(1)))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("over");
        assertThat(written()).containsExactly("data", "bye");
    }

    @Test
    void afterAFailureNothingIsWritten() throws Exception {
        outbox.data(data(1));
        outbox.control(new Frame.Ping(1));
        outbox.fail(over);
        outbox.finish(over, new Frame.Bye("done", ""));
        assertThat(written()).isEmpty();
    }

    @Test
    void aFailureOvertakesAFarewell() throws Exception {
        outbox.data(data(1));
        outbox.finish(over, new Frame.Bye("done", ""));
        outbox.fail(over);
        assertThat(written()).isEmpty();
    }

    @Test
    void dataWaitsForRoomAndTheLastFrameOfAStreamDoesNot() throws Exception {
        outbox.data(data(1));
        Waiter<Void> writer = Waiter.doing(() -> outbox.data(data(3)));
        outbox.last(new Frame.Eof(1, "stdout", 0));
        outbox.control(new Frame.Ping(1));
        FutureTask<Void> running =
                new FutureTask<>(() -> {
                    outbox.run();
                    return null;
                });
        Thread.ofVirtual().start(running);
        writer.get();
        outbox.finish(over, new Frame.Bye("done", ""));
        running.get(10, SECONDS);
        assertThat(written()).containsExactly("ping", "data", "eof", "data", "bye");
    }

    @Test
    void aFrameLargerThanTheLaneGoesAloneAndIsNotHeldUpForEver() throws Exception {
        outbox.data(new Frame.Data(1, "stdout", 0, ByteBuffer.allocate(Framing.MAX_BODY)));
        outbox.finish(over, new Frame.Bye("done", ""));
        assertThat(written()).containsExactly("data", "bye");
    }

    @Test
    void whoeverWaitsForRoomLearnsOfTheEnd() throws Exception {
        outbox.data(data(1));
        Waiter<Void> waiter = Waiter.doing(() -> outbox.data(data(3)));
        outbox.fail(over);
        assertThat(waiter.failure()).hasMessage("over").hasCause(over);
    }

    @Test
    void aControlLaneThatOverflowsIsReportedOnceForEachFrameTooMany() {
        for (int i = 0; i < Outbox.MAX_CONTROL; i++) {
            outbox.control(new Frame.Ping(i));
        }
        assertThat(clogged).hasValue(0);
        outbox.control(new Frame.Ping(0));
        assertThat(clogged).hasValue(1);
        outbox.fail(over);
        outbox.control(new Frame.Ping(0));
        assertThat(clogged).hasValue(1);
    }
}
