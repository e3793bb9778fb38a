package dev.landline.testing.handler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.client.Landline;
import dev.landline.client.call.Handlers;
import dev.landline.client.call.Named;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.testing.LeakCheck;
import dev.landline.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers as the methods of an interface. */
class TypedCallsTest {

    private final Samples samples = new Samples();
    private LeakCheck leaks;
    private TestServer server;
    private Landline line;

    /** Fewer fields than the server's: what a newer server adds does no harm. */
    record Flight(String flight, Optional<LocalDate> on) {}

    @Handlers("flight")
    interface Flights {
        Flight status(String flight) throws IOException;

        @Named("flight.status")
        Flight statusOn(String flight, LocalDate on) throws IOException;

        List<Flight> departures(List<String> flights) throws IOException;
    }

    interface Others {
        long add(long a, long b);

        Stream<Integer> count(int to) throws IOException;

        @Named("count")
        Set<Long> numbers(int to) throws IOException;

        @Named("count")
        Iterable<JsonValue> values(@Named("to") int limit) throws IOException;

        Map<String, Integer> table() throws IOException;

        @Named("table")
        JsonObject tableAsJson() throws IOException;

        @Named("table")
        String wrong() throws IOException;

        void nothing() throws IOException;

        @Named("null")
        String absent() throws IOException;

        @Named("null")
        Optional<String> optional() throws IOException;

        @Named("null")
        int primitive() throws IOException;

        @Named("bytes.filled")
        byte[] filled(int size) throws IOException;

        @Named("bytes.same")
        InputStream same(InputStream input) throws IOException;

        @Named("bytes.length")
        long length(InputStream input, String unit) throws IOException;

        void hangs() throws ChannelException;

        @Named("hangs")
        void hangsToo();

        @Named("no.such")
        void missing() throws IOException;
    }

    @BeforeEach
    void connect() throws IOException {
        leaks = LeakCheck.start();
        server = TestServer.with().with(samples::offer).start();
        line = server.connect();
    }

    @AfterEach
    void nothingIsLeft() {
        line.close();
        server.close();
        leaks.assertNothingLeft();
    }

    @Test
    void parametersAndResultsAreMapped() throws IOException {
        Flights flights = line.handlers(Flights.class);
        assertThat(flights.status("CA981")).isEqualTo(new Flight("CA981", Optional.empty()));
        LocalDate day = LocalDate.of(2026, 11, 27);
        assertThat(flights.statusOn("LH720", day)).isEqualTo(new Flight("LH720", Optional.of(day)));
        assertThat(flights.departures(List.of("A", "B")))
                .extracting(Flight::flight)
                .containsExactly("A", "B");
        assertThat(flights).matches(it -> it.toString().startsWith("Flights["));
    }

    @Test
    void everyShapeOfAResultIsHad() throws IOException {
        Others others = line.handlers(Others.class);
        assertThat(others.add(2, 40)).isEqualTo(42);
        try (Stream<Integer> numbers = others.count(1000)) {
            assertThat(numbers.reduce(0, Integer::sum)).isEqualTo(500_500);
        }
        assertThat(others.numbers(3)).containsExactly(1L, 2L, 3L);
        assertThat(others.values(2)).containsExactly(new JsonValue.Int(1), new JsonValue.Int(2));
        assertThat(others.table()).isEqualTo(Map.of("one", 1));
        assertThat(others.tableAsJson())
                .isEqualTo(new JsonObject(Map.of("one", new JsonValue.Int(1))));
        others.nothing();
        assertThat(others.absent()).isNull();
        assertThat(others.optional()).isEmpty();
        assertThat(others.filled(5)).isEqualTo(samples.filled(5));
        try (InputStream same = others.same(new ByteArrayInputStream("same".getBytes(UTF_8)))) {
            assertThat(new String(same.readAllBytes(), UTF_8)).isEqualTo("same");
        }
        assertThat(others.length(new ByteArrayInputStream(new byte[4096]), "KiB")).isEqualTo(4);
    }

    @Test
    void anAnswerThatDoesNotFitSaysSo() {
        Others others = line.handlers(Others.class);
        assertThatThrownBy(others::wrong)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("table: expected an answer of the type java.lang.String");
        assertThatThrownBy(others::primitive)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("null: expected an answer of the type int, got null");
        assertThatThrownBy(others::missing)
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_HANDLER));
    }

    @Test
    void aTimeoutHoldsForEachMethod() throws Exception {
        Others others = line.handlers(Others.class, Duration.ofMillis(200));
        assertThatThrownBy(others::hangs)
                .isInstanceOfSatisfying(
                        ChannelException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
        assertThat(samples.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(others::hangsToo)
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ChannelException.class);
    }
}
