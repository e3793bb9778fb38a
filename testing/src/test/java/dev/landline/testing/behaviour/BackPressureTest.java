package dev.landline.testing.behaviour;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.Limits;
import dev.landline.engine.ClientChannel;
import dev.landline.engine.Connection;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.ScriptedPeer;
import dev.landline.wire.Frame;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody who reads slowly makes anything grow, and nobody who reads is held up. */
@ParameterizedClass
@EnumSource(LinkKind.class)
class BackPressureTest {

    private static final int WINDOW = 128 * 1024;

    @Parameter LinkKind kind;

    private LeakCheck leaks;

    @BeforeEach
    void begin() {
        leaks = LeakCheck.start();
    }

    @AfterEach
    void nothingIsLeft() {
        leaks.assertNothingLeft();
    }

    @Test
    void aReceiverThatDoesNotReadStopsTheSenderAtTheWindow() throws Exception {
        AtomicLong sent = new AtomicLong();
        Wired.Plan plan =
                Wired.Plan.of(Services::byName)
                        .limits(Limits.DEFAULTS.withWindow(WINDOW))
                        .clientTrace(
                                (outgoing, frame) -> sent.addAndGet(bodySize(outgoing, frame)));
        try (Wired wired = Wired.over(kind, plan)) {
            ClientChannel channel = wired.open("hold");
            channel.opened().get(10, SECONDS);
            Background<Void> writer = Background.doing(() -> writeForEver(channel));
            Eventually.until("the window is full", () -> sent.get() == WINDOW);
            assertThat(wired.open("exit7").exit().get(10, SECONDS).status())
                    .isEqualTo(new ExitStatus.Exited(7));
            assertThat(sent).hasValue(WINDOW);

            channel.signal("GO");
            Eventually.until("the sender goes on", () -> sent.get() > 4 * WINDOW);
            channel.close();
            assertThat(writer.failure())
                    .isInstanceOfSatisfying(
                            ChannelException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            channel.ended().get(10, SECONDS);
        }
    }

    @Test
    void aClientThatDoesNotReadStopsTheServerAtItsWindow() throws Exception {
        AtomicLong arrived = new AtomicLong();
        Wired.Plan plan =
                Wired.Plan.of(Services::byName)
                        .limits(Limits.DEFAULTS.withWindow(WINDOW))
                        .clientTrace(
                                (outgoing, frame) -> arrived.addAndGet(bodySize(!outgoing, frame)));
        try (Wired wired = Wired.over(kind, plan)) {
            ClientChannel channel = wired.open("flood");
            Eventually.until("the window is full", () -> arrived.get() == WINDOW);
            assertThat(wired.open("exit7").exit().get(10, SECONDS).status())
                    .isEqualTo(new ExitStatus.Exited(7));
            assertThat(arrived).hasValue(WINDOW);

            channel.incoming("stdout").readNBytes(4 * WINDOW);
            channel.close();
            channel.incoming("stdout").close();
            channel.ended().get(10, SECONDS);
        }
    }

    @Test
    void windowsAreGrantedByTheQuarterAndNotByThePacket() throws Exception {
        AtomicLong grants = new AtomicLong();
        AtomicLong packets = new AtomicLong();
        Wired.Plan plan =
                Wired.Plan.of(Services::byName)
                        .limits(Limits.DEFAULTS.withWindow(WINDOW))
                        .serverTrace((outgoing, frame) -> {
                            if (frame instanceof Frame.Window) {
                                grants.incrementAndGet();
                            }
                            packets.addAndGet(bodySize(!outgoing, frame) > 0 ? 1 : 0);
                        });
        try (Wired wired = Wired.over(kind, plan)) {
            ClientChannel channel = wired.open("hold");
            channel.signal("GO");
            int windows = 8;
            for (int i = 0; i < windows * WINDOW / 1024; i++) {
                channel.outgoing("stdin").write(new byte[1024]);
            }
            channel.outgoing("stdin").close();
            channel.exit().get(10, SECONDS);
            assertThat(packets).hasValue(windows * WINDOW / 1024);
            assertThat(grants.get()).isBetween(1L, 4L * windows);
        }
    }

    @Test
    void controlFramesOvertakeDataThatWaits() throws Exception {
        LinkKind.Ends ends = kind.open();
        Background<ScriptedPeer> greeted = Background.of(() -> ScriptedPeer.server(ends.server()));
        try (Connection client = Wired.connect(ends.client(), Wired.Plan.of(Services::byName));
                ScriptedPeer server = greeted.get()) {
            ClientChannel channel = Wired.open(client, "x");
            Frame.Open open = server.await(Frame.Open.class);
            server.send(new Frame.Opened(open.ch(), Map.of("stdin", 1L << 40)));
            AtomicLong accepted = new AtomicLong();
            Background<Void> writer =
                    Background.doing(() -> {
                        byte[] chunk = new byte[8 * 1024];
                        while (true) {
                            channel.outgoing("stdin").write(chunk);
                            accepted.addAndGet(chunk.length);
                        }
                    });
            Eventually.standsStill("a line that nobody reads", writer.thread(), accepted::get);
            long before = accepted.get();
            channel.signal("INT");

            long passed = 0;
            Frame frame = server.expect(Frame.OnChannel.class);
            while (!(frame instanceof Frame.Signal)) {
                passed += bodySize(true, frame);
                frame = server.expect(Frame.OnChannel.class);
            }
            assertThat(before - passed).as("bytes overtaken").isGreaterThan(128 * 1024);
            server.close();
            assertThat(writer.failure()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aStreamThatNobodyWantsIsDroppedAndGrantedOn() throws Exception {
        Wired.Plan plan =
                Wired.Plan.of(Services::byName).limits(Limits.DEFAULTS.withWindow(WINDOW));
        try (Wired wired = Wired.over(kind, plan)) {
            ClientChannel channel = wired.open("echo");
            channel.incoming("stdout").close();
            channel.outgoing("stdin").write(new byte[10 * WINDOW]);
            channel.outgoing("stdin").close();
            assertThat(channel.exit().get(10, SECONDS).status())
                    .isEqualTo(new ExitStatus.Exited(0));
            assertThat(channel.incoming("stdout").read()).isEqualTo(-1);
        }
    }

    private static void writeForEver(ClientChannel channel) throws IOException {
        byte[] chunk = new byte[1000];
        while (true) {
            channel.outgoing("stdin").write(chunk);
        }
    }

    private static int bodySize(boolean counts, Frame frame) {
        return counts && frame instanceof Frame.Data data ? data.body().remaining() : 0;
    }
}
