package dev.landline.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.cli.lab.tape.Block;
import dev.landline.cli.lab.tape.Lane;
import dev.landline.cli.lab.tape.Piece;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lab says against what went through the sockets. */
class RecordTest {

    @ParameterizedTest
    @ValueSource(strings = {"glue", "leak", "nagle", "length", "int32", "json", "frame"})
    void theRecordIsThatOfTheSockets(String name) throws IOException {
        // The rounds of 'nagle' are the same without Nagle's algorithm, and take no time.
        Trial trial =
                name.equals("nagle")
                        ? Trial.of(name, new ObservedSockets.WithoutNagle())
                        : Trial.of(name);

        assertThat(trial.sockets().near).hasSameSizeAs(trial.findings().scenes());
        for (int scene = 0; scene < trial.findings().scenes().size(); scene++) {
            for (Lane lane : trial.findings().scenes().get(scene).lanes()) {
                boolean there = lane.from().equals("client");
                var near = trial.sockets().near.get(scene);
                var far = trial.sockets().far.get(scene);
                check(lane, there ? near.writes : far.writes, there ? far.reads : near.reads);
            }
        }
        assertNothingIsLeft(trial.sockets());
    }

    private static void check(Lane lane, List<byte[]> writes, List<byte[]> reads) {
        assertThat(lane.writes())
                .extracting(Block::bytes)
                .isEqualTo(ObservedSockets.sizes(writes))
                .isNotEmpty();
        assertThat(lane.reads()).extracting(Block::bytes).isEqualTo(ObservedSockets.sizes(reads));
        assertThat(ObservedSockets.joined(reads)).isEqualTo(ObservedSockets.joined(writes));
        assertThat(lane.intact()).isTrue();
        long end = 0;
        for (Block.Read read : lane.reads()) {
            assertThat(read.offset()).as("every byte is read once, in order").isEqualTo(end);
            assertThat(read.bytes()).isLessThanOrEqualTo(read.room());
            end = read.end();
        }
        assertThat(end).isEqualTo(lane.written()).isEqualTo(lane.read());
        assertThat(lane.parts().getLast().end()).as("every byte has a name").isEqualTo(end);
        for (int i = 0; i < reads.size(); i++) {
            checkPieces(lane, lane.reads().get(i), reads.get(i), writes);
        }
    }

    /** A piece names bytes of a message: they must be those that the read returned. */
    private static void checkPieces(Lane lane, Block.Read read, byte[] raw, List<byte[]> writes) {
        byte[] sent = ObservedSockets.joined(writes);
        int at = 0;
        for (Piece piece : lane.pieces(read)) {
            int from = (int) (piece.part().offset() + piece.first());
            int to = (int) (piece.part().offset() + piece.last() + 1);
            assertThat(Arrays.copyOfRange(raw, at, at + to - from))
                    .isEqualTo(Arrays.copyOfRange(sent, from, to));
            at += to - from;
        }
        assertThat(at).isEqualTo(raw.length);
    }

    private static void assertNothingIsLeft(ObservedSockets sockets) {
        List<ObservedSockets.Observed> all = new ArrayList<>(sockets.near);
        all.addAll(sockets.far);
        assertThat(all).allMatch(Socket::isClosed);
        assertThat(all)
                .flatExtracting(socket -> socket.threads)
                .filteredOn(thread -> thread != Thread.currentThread())
                .isNotEmpty()
                .allMatch(thread -> thread.getName().startsWith("landline-lab-"))
                .allMatch(Thread::isVirtual)
                .noneMatch(Thread::isAlive);
        assertThat(sockets.near)
                .extracting(socket -> socket.getInetAddress().isLoopbackAddress())
                .containsOnly(true);
    }

    @Test
    void datagramsArriveOrAreLost() throws IOException {
        long before = overflows();
        Trial trial = Trial.of("datagrams");
        long after = overflows();

        assertThat(trial.figure("messages_kept_apart")).isEqualTo(2);
        assertThat(trial.figure("burst_sent") + 2).isEqualTo(trial.sockets().datagramsSent);
        assertThat(trial.figure("burst_received") + 2).isEqualTo(trial.sockets().datagramsReceived);
        assertThat(trial.figure("burst_received") + trial.figure("burst_lost"))
                .isEqualTo(trial.figure("burst_sent"));
        assertThat(trial.figure("burst_lost")).isPositive().isLessThanOrEqualTo(after - before);
        assertThat(trial.sockets().datagramSockets).hasSize(4).allMatch(DatagramSocket::isClosed);
    }

    /** Datagrams that found no room, as the kernel counts them. */
    private static long overflows() throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of("/proc/net/snmp")).stream()
                        .filter(line -> line.startsWith("Udp: "))
                        .toList();
        Pattern blank = Pattern.compile(" ");
        int column = blank.splitAsStream(lines.getFirst()).toList().indexOf("RcvbufErrors");
        return Long.parseLong(blank.splitAsStream(lines.getLast()).toList().get(column));
    }
}
