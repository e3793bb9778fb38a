package dev.landline.server.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.landline.ErrorCode;
import dev.landline.ExitStatus;
import dev.landline.server.event.ServerEvent;
import dev.landline.server.watch.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.Threshold;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a recording, event by event. */
class FlightRecorderTest {

    private static final List<String> EVENTS =
            List.of("Handshake", "Connection", "Channel", "Session", "WindowWait", "Error");

    @TempDir Path folder;

    private static void everythingHappens(Recorder recorder) {
        recorder.handshake("c1", "127.0.0.1:9").end("unauthorized");
        recorder.connection("c2", "127.0.0.1:8", "SHA256:x")
                .end("bye", new Recorder.Traffic(1, 22), new Recorder.Traffic(3, 44));
        recorder.channel("c2", 7, "exec").end("ok");
        recorder.session(new ServerEvent.CommandStarted("c2", 7, 4711, "ada", List.of("secret")))
                .end(new ExitStatus.Exited(3));
        recorder.windowWait("c2", 7, "stdout").run();
        recorder.error("c2", OptionalInt.of(7), ErrorCode.BAD_REQUEST, "expected");
        recorder.error("c2", OptionalInt.empty(), ErrorCode.SHUTTING_DOWN, "stopping");
    }

    private List<RecordedEvent> recorded(Duration threshold, Runnable work) throws Exception {
        Path file = folder.resolve("landline.jfr");
        try (Recording recording = new Recording()) {
            EVENTS.forEach(
                    name -> recording.enable("dev.landline." + name).withThreshold(threshold));
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    @Test
    void everyEventHasItsFields() throws Exception {
        List<RecordedEvent> events =
                recorded(Duration.ZERO, () -> everythingHappens(new FlightRecorder()));
        Map<String, List<RecordedEvent>> byName =
                events.stream().collect(Collectors.groupingBy(e -> e.getEventType().getName()));

        assertThat(byName.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        EVENTS.stream().map(name -> "dev.landline." + name).toList());
        RecordedEvent handshake = byName.get("dev.landline.Handshake").getFirst();
        assertThat(handshake.getString("connection")).isEqualTo("c1");
        assertThat(handshake.getString("remote")).isEqualTo("127.0.0.1:9");
        assertThat(handshake.getString("result")).isEqualTo("unauthorized");
        RecordedEvent connection = byName.get("dev.landline.Connection").getFirst();
        assertThat(connection.getString("identity")).isEqualTo("SHA256:x");
        assertThat(connection.getString("cause")).isEqualTo("bye");
        assertThat(connection.getLong("framesIn")).isEqualTo(1);
        assertThat(connection.getLong("bytesIn")).isEqualTo(22);
        assertThat(connection.getLong("framesOut")).isEqualTo(3);
        assertThat(connection.getLong("bytesOut")).isEqualTo(44);
        RecordedEvent channel = byName.get("dev.landline.Channel").getFirst();
        assertThat(channel.getInt("channel")).isEqualTo(7);
        assertThat(channel.getString("service")).isEqualTo("exec");
        assertThat(channel.getString("result")).isEqualTo("ok");
        RecordedEvent session = byName.get("dev.landline.Session").getFirst();
        assertThat(session.getString("account")).isEqualTo("ada");
        assertThat(session.getLong("pid")).isEqualTo(4711);
        assertThat(session.getString("status")).isEqualTo("exited 3");
        assertThat(byName.get("dev.landline.WindowWait").getFirst().getString("stream"))
                .isEqualTo("stdout");
        assertThat(byName.get("dev.landline.Error"))
                .extracting(error -> error.getInt("channel"), error -> error.getString("code"))
                .containsExactly(tuple(7, "bad_request"), tuple(0, "shutting_down"));
        assertThat(events).noneSatisfy(e -> assertThat(e.toString()).contains("secret"));
    }

    @Test
    void shortWaitsAreNotRecordedUnlessThatIsAskedFor() throws Exception {
        List<RecordedEvent> events =
                recorded(
                        Duration.ofHours(1),
                        () -> new FlightRecorder().windowWait("c1", 1, "stdout").run());

        assertThat(events).isEmpty();
        assertThat(WindowWaitEvent.class.getAnnotation(Threshold.class).value()).isEqualTo("20 ms");
    }

    @Test
    void whileNobodyRecordsNothingIsKept() throws Exception {
        everythingHappens(new FlightRecorder());

        assertThat(recorded(Duration.ZERO, () -> {})).isEmpty();
    }
}
