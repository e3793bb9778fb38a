package dev.landline.client.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landline.ConnectionException;
import dev.landline.ErrorCode;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which interfaces stand for calls, what is sent for them, and what is said of the others. */
class TypedHandlersTest {

    private final List<JsonObject> requests = new ArrayList<>();
    private final Calls calls =
            new Calls((opening, _) -> {
                requests.add(opening.request());
                throw new ConnectionException(ErrorCode.CONNECTION_LOST, "no line");
            });

    record Point(int x, Optional<String> label) {}

    @Handlers("flight")
    interface Flights {
        String status(String flight) throws IOException;

        @Named("other.name")
        void run(@Named("not-before") int notBefore, Point point, JsonValue any, String nothing)
                throws IOException;

        List<String> unchecked();

        default String twice(String flight) throws IOException {
            return status(flight) + status(flight);
        }

        static String nothing() {
            return "";
        }
    }

    interface Plain {
        void ping() throws IOException;
    }

    interface Wide {
        Object get() throws IOException;
    }

    interface Narrow extends Wide {
        @Override
        String get() throws IOException;
    }

    private JsonObject sent() {
        assertThat(requests).hasSize(1);
        return requests.removeFirst();
    }

    @Test
    void aMethodIsAHandlerAndItsArgumentsAreFields() {
        Flights flights = calls.typed(Flights.class, Duration.ZERO);

        assertThatThrownBy(() -> flights.status("CA981")).isInstanceOf(ConnectionException.class);
        assertThat(sent().toString())
                .isEqualTo(
                        "JsonObject[fields={handler=Text[value=flight.status],"
                                + " parameters=JsonObject[fields={flight=Text[value=CA981]}]}]");

        assertThatThrownBy(() ->
                        flights.run(
                                7, new Point(1, Optional.empty()), new JsonValue.Bool(true), null))
                .isInstanceOf(ConnectionException.class);
        assertThat(sent().toString())
                .isEqualTo(
                        "JsonObject[fields={handler=Text[value=other.name],"
                                + " parameters=JsonObject[fields={not-before=Int[value=7],"
                                + " point=JsonObject[fields={x=Int[value=1], label=Null[]}],"
                                + " any=Bool[value=true], nothing=Null[]}]}]");
    }

    @Test
    void aTimeoutIsSentWithEachCall() {
        Plain plain = calls.typed(Plain.class, Duration.ofMillis(1500));
        assertThatThrownBy(plain::ping).isInstanceOf(ConnectionException.class);
        assertThat(sent().get("timeout")).isEqualTo(new JsonValue.Int(1500));
    }

    @Test
    void whatAMethodDoesNotDeclareIsWrapped() {
        Flights flights = calls.typed(Flights.class, Duration.ZERO);
        assertThatThrownBy(flights::unchecked)
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ConnectionException.class);
    }

    @Test
    void aDefaultMethodDoesWhatItSays() {
        Flights flights = calls.typed(Flights.class, Duration.ZERO);
        assertThatThrownBy(() -> flights.twice("x")).isInstanceOf(ConnectionException.class);
        assertThat(sent().get("handler")).isEqualTo(new JsonValue.Text("flight.status"));
    }

    @Test
    void whatEveryObjectHasCallsNobody() {
        Plain plain = calls.typed(Plain.class, Duration.ZERO);
        assertThat(List.of(plain, calls.typed(Plain.class, Duration.ZERO)).indexOf(plain)).isZero();
        assertThat(plain).isNotEqualTo(calls.typed(Plain.class, Duration.ZERO));
        assertThat(plain.hashCode()).isEqualTo(System.identityHashCode(plain));
        assertThat(plain.toString()).isEqualTo("Plain[ping]");
        assertThat(requests).isEmpty();
    }

    @Test
    void aMethodThatIsDeclaredAnewIsOne() {
        Narrow narrow = calls.typed(Narrow.class, Duration.ZERO);
        assertThatThrownBy(narrow::get).isInstanceOf(ConnectionException.class);
        Wide wide = narrow;
        assertThatThrownBy(wide::get).isInstanceOf(ConnectionException.class);
        assertThat(requests).hasSize(2);
    }

    interface Overloads {
        void get(String a);

        void get(int a);
    }

    interface TwoInputs {
        void put(InputStream a, InputStream b);
    }

    interface TwoNames {
        void put(@Named("a") String one, @Named("a") String two);
    }

    interface Unknown<T> {
        T get();
    }

    interface UnknownInside<T> {
        List<T> get();
    }

    interface Iterated {
        Iterator<String> get();
    }

    interface Later {
        CompletableFuture<String> get();
    }

    interface Numbers {
        IntStream get();
    }

    sealed interface Sealed {}

    record Only() implements Sealed {}

    static Stream<Object[]> refused() {
        return Stream.of(
                new Object[] {
                    Overloads.class,
                    "got Overloads.get(String) and Overloads.get(int); say with @Named which"
                            + " handler one of them calls"
                },
                new Object[] {TwoInputs.class, "expected one InputStream, got two"},
                new Object[] {TwoNames.class, "expected one parameter a, got two"},
                new Object[] {Unknown.class, "Unknown.get(): expected a result of a type that is"},
                new Object[] {UnknownInside.class, "got T; declare the method anew"},
                new Object[] {Iterated.class, "Iterated.get(): expected a result such as"},
                new Object[] {Later.class, "got java.util.concurrent.CompletableFuture"},
                new Object[] {Numbers.class, "got java.util.stream.IntStream"},
                new Object[] {String.class, "expected an interface that is not sealed, got"},
                new Object[] {Sealed.class, "expected an interface that is not sealed, got"});
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeMappedIsRefusedAtOnce(Class<?> type, String why) {
        assertThatThrownBy(() -> calls.typed(type, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    record Cycle(List<Object> self) {}

    interface Cyclic {
        void put(Cycle cycle);
    }

    @Test
    void anArgumentThatIsNoJsonIsTheCallersMistake() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        Cyclic cyclic = calls.typed(Cyclic.class, Duration.ZERO);
        assertThatThrownBy(() -> cyclic.put(new Cycle(list)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("put: parameter cycle: expected what can be written as JSON");
        assertThat(requests).isEmpty();
    }
}
