package dev.landline.server.handler.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landline.ChannelException;
import dev.landline.ErrorCode;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import dev.landline.server.auth.Identity;
import dev.landline.server.handler.Call;
import dev.landline.server.handler.Handler;
import dev.landline.server.handler.HandlerDescription;
import dev.landline.server.handler.HandlerDescription.Input;
import dev.landline.server.handler.HandlerDescription.Output;
import dev.landline.server.handler.Handles;
import dev.landline.server.handler.Parameter;
import dev.landline.server.handler.ParameterDescription;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods as handlers: what fits, what does not, and which are none. */
class AnnotatedHandlersTest {

    enum Cabin {
        FIRST,
        ECONOMY
    }

    record Seat(String row, int number) {}

    record Booking(String flight, List<Seat> seats, Optional<String> note) {}

    /** Takes and gives everything that can be mapped. */
    public static class Flights {

        final AtomicBoolean closed = new AtomicBoolean();

        @Handles(value = "flight.status", description = "how a flight is")
        public String status(String flight) {
            return flight + " is on time";
        }

        @Handles("all")
        public String all(
                boolean flag,
                long count,
                double ratio,
                Cabin cabin,
                List<Integer> numbers,
                Map<String, Boolean> flags,
                Booking booking,
                Instant when,
                Optional<String> note,
                OptionalInt most) {
            return List.of(flag, count, ratio, cabin, numbers, flags, booking, when, note, most)
                    .toString();
        }

        @Handles("named")
        public int named(@Parameter("the number") int number) {
            return number + 1;
        }

        @Handles("given")
        public String given(Call call, Identity identity, String word) {
            return call.connection() + " " + identity.who() + " " + word;
        }

        @Handles("nothing")
        public void nothing() {}

        @Handles("none")
        public String none() {
            return null;
        }

        @Handles("json")
        public JsonValue json(JsonValue any, JsonObject object) {
            return new JsonValue.Array(List.of(any, object));
        }

        @Handles("stream")
        public Stream<Seat> stream(int most) {
            return IntStream.range(0, most)
                    .mapToObj(i -> new Seat("A", i))
                    .onClose(() -> closed.set(true));
        }

        @Handles("broken.stream")
        public Stream<Integer> broken() {
            return Stream.of(1, 2, 0).map(i -> 2 / i).onClose(() -> closed.set(true));
        }

        @Handles("list")
        public List<Path> list() {
            return List.of(Path.of("/a"), Path.of("/b"));
        }

        @Handles("iterator")
        public Iterator<String> iterator() {
            return List.of("a", "b").iterator();
        }

        @Handles("map")
        public Map<String, Integer> map() {
            return Map.of("a", 1);
        }

        @Handles("optional")
        public Optional<String> optional() {
            return Optional.of("x");
        }

        @Handles("path")
        public Path path() {
            return Path.of("/a/b");
        }

        @Handles("bytes")
        public byte[] bytes() {
            return new byte[] {'a', 0, 'b'};
        }

        @Handles("copy")
        public InputStream copy(InputStream input, String prefix) throws IOException {
            return new ByteArrayInputStream(
                    (prefix + new String(input.readAllBytes(), StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8));
        }

        @Handles("fails")
        public void fails() throws IOException {
            throw new IOException("no radar");
        }

        @Handles("static")
        public static String fixed() {
            return "static";
        }

        /** Has no annotation, and is not callable. */
        public String secret() {
            return "secret";
        }
    }

    private final Flights flights = new Flights();

    private static Handler handler(Object object, String name) {
        return AnnotatedHandlers.of(object).stream()
                .filter(one -> one.description().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no handler " + name));
    }

    private String call(String name, String parameters) throws Exception {
        return call(flights, name, parameters);
    }

    private static String call(Object object, String name, String parameters) throws Exception {
        RecordedCall call = new RecordedCall(parameters, "input");
        handler(object, name).handle(call);
        return call.text();
    }

    private ChannelException refused(String name, String parameters) {
        ChannelException e =
                catchThrowableOfType(ChannelException.class, () -> call(name, parameters));
        assertThat(e).as(name + " " + parameters).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        return e;
    }

    @Test
    void parametersAreFieldsByTheirNames() throws Exception {
        assertThat(call("flight.status", "{\"flight\":\"CA981\"}"))
                .isEqualTo("\"CA981 is on time\"\n");
        assertThat(call("named", "{\"the number\":41}")).isEqualTo("42\n");
        assertThat(call("given", "{\"word\":\"x\"}")).isEqualTo("\"c1 unix:ada x\"\n");
        assertThat(
                        call(
                                "all",
                                """
                                {"flag":true,"count":9007199254740993,"ratio":1,"cabin":"FIRST",
                                "numbers":[1,2],"flags":{"a":false},"booking":{"flight":"X",
                                "seats":[{"row":"A","number":1}],"note":null},
                                "when":"2026-01-02T03:04:05Z","most":3}
                                """))
                .isEqualTo(
                        "\"[true, 9007199254740993, 1.0, FIRST, [1, 2], {a=false},"
                                + " Booking[flight=X, seats=[Seat[row=A, number=1]],"
                                + " note=Optional.empty], 2026-01-02T03:04:05Z, Optional.empty,"
                                + " OptionalInt[3]]\"\n");
        assertThat(call("json", "{\"any\":[1.50],\"object\":{}}")).isEqualTo("[[1.50],{}]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | ''",
                "none | null",
                "list | \"file:///a\" \"file:///b\"",
                "iterator | \"a\" \"b\"",
                "map | {\"a\":1}",
                "optional | \"x\"",
                "path | \"file:///a/b\"",
                "static | \"static\""
            })
    void aResultIsNothingALineOrALineForEach(String name, String lines) throws Exception {
        assertThat(call(name, "{}").strip().replace('\n', ' ')).isEqualTo(lines);
    }

    @Test
    void aStreamIsALineForEachAndClosedWhateverHappens() throws Exception {
        assertThat(call("stream", "{\"most\":2}"))
                .isEqualTo("{\"row\":\"A\",\"number\":0}\n{\"row\":\"A\",\"number\":1}\n");
        assertThat(flights.closed).isTrue();

        flights.closed.set(false);
        assertThatThrownBy(() -> call("broken.stream", "{}"))
                .isInstanceOf(ArithmeticException.class);
        assertThat(flights.closed).isTrue();
    }

    @Test
    void bytesAreRaw() throws Exception {
        assertThat(call("bytes", "{}")).isEqualTo("a\0b");
        assertThat(call("copy", "{\"prefix\":\"> \"}")).isEqualTo("> input");
        assertThat(handler(flights, "copy").description())
                .extracting(HandlerDescription::input, HandlerDescription::output)
                .containsExactly(Input.RAW, Output.RAW);
        assertThat(handler(flights, "bytes").description().input()).isEqualTo(Input.NONE);
    }

    @Test
    void whatAMethodThrowsIsThrown() {
        assertThatThrownBy(() -> call("fails", "{}"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no radar");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flight.status | {} | flight: expected string, got nothing",
                "flight.status | {\"flight\":null} | flight: expected string, got nothing",
                "flight.status | {\"flight\":7} | flight: expected string, got the number 7",
                "flight.status | {\"flight\":true} | flight: expected string, got true",
                "flight.status | {\"flight\":{}} | flight: expected string, got an object",
                "flight.status | [] | parameters: expected an object, got an array",
                "flight.status | {\"flight\":\"x\",\"fligth\":1} | parameters: expected one of"
                        + " flight, got 'fligth'",
                "named | {\"the number\":\"7\"} | the number: expected integer, got the string"
                        + " \"7\"",
                "named | {\"the number\":7.5} | the number: expected integer, got the number 7.5",
                "named | {\"the number\":7000000000} | the number: expected integer, got the"
                        + " number 7000000000",
                "named | {\"the number\":null} | the number: expected integer, got nothing",
                "named | {\"the number\":[7]} | the number: expected integer, got an array",
                "named | {\"number\":7} | parameters: expected one of the number, got 'number'",
                "stream | {\"most\":true} | most: expected integer, got true",
                "nothing | {\"a\":1} | parameters: expected no parameters, got 'a'",
                "json | {\"any\":1,\"object\":2} | object: expected object, got the number 2"
            })
    void whatDoesNotFitIsABadRequestThatSaysWhatWasExpected(
            String name, String parameters, String message) {
        assertThat(refused(name, parameters)).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"flag\":1 | flag: expected boolean, got the number 1",
                "\"flag\":\"true\" | flag: expected boolean, got the string \"true\"",
                "\"cabin\":\"SECOND\" | cabin: expected one of FIRST, ECONOMY, got the string"
                        + " \"SECOND\"",
                "\"cabin\":0 | cabin: expected one of FIRST, ECONOMY, got the number 0",
                "\"ratio\":\"1\" | ratio: expected number, got the string \"1\"",
                "\"when\":\"noon\" | when: expected string, got the string \"noon\"",
                "\"most\":\"3\" | most: expected integer, got the string \"3\""
            })
    void everyTypeIsTakenStrictly(String field, String message) {
        String others =
                "\"flag\":true,\"count\":1,\"ratio\":1.5,\"cabin\":\"FIRST\",\"numbers\":[],"
                        + "\"flags\":{},\"booking\":{\"flight\":\"X\",\"seats\":[]},"
                        + "\"when\":\"2026-01-02T03:04:05Z\"";
        String name = field.substring(0, field.indexOf(':'));
        String kept =
                Stream.of(others.split(",(?=\"[a-z]+\":)(?![^{]*})"))
                        .filter(one -> !one.startsWith(name + ":"))
                        .reduce((one, two) -> one + "," + two)
                        .orElseThrow();

        assertThat(refused("all", "{" + kept + "," + field + "}")).hasMessage(message);
    }

    @Test
    void aMistakeInsideAParameterIsNamedByItsPath() {
        ChannelException unknown =
                catchThrowableOfType(
                        ChannelException.class,
                        () ->
                                call(
                                        new Bookings(),
                                        "book",
                                        "{\"booking\":{\"flight\":\"X\",\"seets\":[]}}"));
        ChannelException wrong =
                catchThrowableOfType(
                        ChannelException.class,
                        () ->
                                call(
                                        new Bookings(),
                                        "book",
                                        "{\"booking\":{\"seats\":[{\"row\":\"A\",\"number\":"
                                                + "\"x\"}]}}"));

        assertThat(unknown)
                .hasMessage(
                        "booking.seets: expected a field out of flight, note, seats, got 'seets';"
                                + " did you mean seats?");
        assertThat(wrong).hasMessageStartingWith("booking.seats[0].number: ");
        assertThat(wrong.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void aNameIsHintedAt() {
        assertThat(refused("flight.status", "{\"flihgt\":\"x\"}").hint())
                .contains("did you mean flight?");
    }

    @Test
    void aMethodIsDescribed() {
        HandlerDescription status = handler(flights, "flight.status").description();
        assertThat(status)
                .isEqualTo(
                        new HandlerDescription(
                                "flight.status",
                                "how a flight is",
                                Input.JSON,
                                Output.JSON,
                                List.of(new ParameterDescription("flight", "string", false)),
                                "string"));
        assertThat(handler(flights, "all").description().parameters())
                .extracting(ParameterDescription::type)
                .containsExactly(
                        "boolean",
                        "integer",
                        "number",
                        "one of FIRST, ECONOMY",
                        "array of integer",
                        "object of boolean",
                        "object with flight, seats, note",
                        "string",
                        "string",
                        "integer");
        assertThat(handler(flights, "all").description().parameters())
                .filteredOn(ParameterDescription::optional)
                .extracting(ParameterDescription::name)
                .containsExactly("note", "most");
        assertThat(handler(flights, "stream").description().result())
                .isEqualTo("lines of object with row, number");
        assertThat(handler(flights, "bytes").description().result()).isEqualTo("bytes");
    }

    @Test
    void onlyWhatIsAnnotatedIsCallable() {
        assertThat(AnnotatedHandlers.of(flights))
                .extracting(one -> one.description().name())
                .containsExactly(
                        "all",
                        "broken.stream",
                        "bytes",
                        "copy",
                        "fails",
                        "flight.status",
                        "given",
                        "iterator",
                        "json",
                        "list",
                        "map",
                        "named",
                        "none",
                        "nothing",
                        "optional",
                        "path",
                        "static",
                        "stream");
    }

    static class Bookings {
        @Handles("book")
        public void book(Booking booking) {}
    }

    static class Overloaded {
        @Handles("by.name")
        public String find(String name) {
            return name;
        }

        @Handles("by.number")
        public String find(int number) {
            return "#" + number;
        }
    }

    static class Waits {
        @Handles("wait")
        public Duration twice(Duration time) {
            return time.multipliedBy(2);
        }
    }

    /** Half of it generic. */
    public abstract static class Base<T> {
        @Handles("base.echo")
        public T echo(T value) {
            return value;
        }

        @Handles("base.over")
        public String over(String value) {
            return "base " + value;
        }

        @Handles("base.renamed")
        public String renamed() {
            return "old";
        }

        @Handles("base.abstract")
        public abstract String made(T value);
    }

    interface Greets {
        @Handles("greet")
        default String greet(String name) {
            return "hello " + name;
        }

        @Handles("part")
        String part(@Parameter("whom") String name);
    }

    static class Derived extends Base<Seat> implements Greets {
        @Override
        public String over(String value) {
            return "derived " + value;
        }

        @Override
        @Handles("derived.renamed")
        public String renamed() {
            return "new";
        }

        @Override
        public String made(Seat value) {
            return "made " + value.number();
        }

        @Override
        public String part(String name) {
            return "bye " + name;
        }
    }

    @Test
    void inheritedMethodsAreHandlersAndTheNearestAnnotationCounts() throws Exception {
        Derived derived = new Derived();

        assertThat(AnnotatedHandlers.of(derived))
                .extracting(one -> one.description().name())
                .containsExactly(
                        "base.abstract",
                        "base.echo",
                        "base.over",
                        "derived.renamed",
                        "greet",
                        "part");
        assertThat(call(derived, "base.echo", "{\"value\":{\"row\":\"A\",\"number\":3}}"))
                .isEqualTo("{\"row\":\"A\",\"number\":3}\n");
        assertThat(call(derived, "base.over", "{\"value\":\"x\"}")).isEqualTo("\"derived x\"\n");
        assertThat(call(derived, "derived.renamed", "{}")).isEqualTo("\"new\"\n");
        assertThat(call(derived, "base.abstract", "{\"value\":{\"row\":\"A\",\"number\":3}}"))
                .isEqualTo("\"made 3\"\n");
        assertThat(call(derived, "greet", "{\"name\":\"ada\"}")).isEqualTo("\"hello ada\"\n");
        assertThat(call(derived, "part", "{\"whom\":\"ada\"}")).isEqualTo("\"bye ada\"\n");
    }

    @Test
    void overloadsAreHandlersWhereTheyHaveTwoNames() throws Exception {
        assertThat(call(new Overloaded(), "by.name", "{\"name\":\"x\"}")).isEqualTo("\"x\"\n");
        assertThat(call(new Overloaded(), "by.number", "{\"number\":7}")).isEqualTo("\"#7\"\n");
    }

    static class SamePublicName {
        @Handles("x")
        public void one() {}

        @Handles("x")
        public void one(int number) {}
    }

    static class Hidden {
        @Handles("x")
        @SuppressWarnings("unused")
        private void secret() {}
    }

    static class HiddenBelow extends Hidden {
        @Handles("y")
        public void open() {}
    }

    static class Packaged {
        @Handles("x")
        void here() {}
    }

    static class Protected {
        @Handles("x")
        protected void here() {}
    }

    static class BadName {
        @Handles("../x")
        public void one() {}
    }

    static class Unmappable {
        @Handles("x")
        public void run(Callable<String> code) {}
    }

    static class Constructed {
        static final class Odd {
            Odd(int one, int two) {}
        }

        @Handles("x")
        public void take(Odd odd) {}
    }

    static class Twice {
        @Handles("x")
        public void take(@Parameter("a") int one, @Parameter("a") int two) {}
    }

    interface WithStatic {
        @Handles("x")
        static void fixed() {}
    }

    static class InheritsNone implements WithStatic {
        @Handles("y")
        public void one() {}
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> refusals() {
        return Stream.of(
                of(new SamePublicName(), "two methods handle x: ", "another name"),
                of(
                        new Hidden(),
                        "Hidden.secret() has @Handles and is not public",
                        "make it public"),
                of(new HiddenBelow(), "Hidden.secret() has @Handles", "take @Handles away"),
                of(new Packaged(), "Packaged.here()", "make it public"),
                of(new Protected(), "Protected.here()", "make it public"),
                of(new BadName(), "BadName.one(): a handler's name: expected", "'../x'"),
                of(new Unmappable(), "the parameter code cannot be made from JSON", "Callable"),
                of(
                        new Constructed(),
                        "the parameter odd cannot be made from JSON",
                        "take a record"),
                of(new Twice(), "two parameters have one name", "[a, a]"),
                of(new InheritsNone(), "static method of an interface", "move it to the class"),
                of(new Object(), "java.lang.Object has no public method with @Handles", "annotate"),
                of(Flights.class, "java.lang.Class has no public method", "implement Handler"));
    }

    private static org.junit.jupiter.params.provider.Arguments of(
            Object object, String what, String remedy) {
        return org.junit.jupiter.params.provider.Arguments.of(object, what, remedy);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotBeCalledIsRefusedWhenItIsRegistered(Object object, String what, String remedy) {
        assertThatThrownBy(() -> AnnotatedHandlers.of(object))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(what)
                .hasMessageContaining(remedy);
    }

    @Test
    void aDurationIsText() throws Exception {
        assertThat(call(new Waits(), "wait", "{\"time\":\"PT1.5S\"}")).isEqualTo("\"PT3S\"\n");
    }
}
