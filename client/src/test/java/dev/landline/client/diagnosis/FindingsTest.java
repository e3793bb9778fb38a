package dev.landline.client.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.Limits;
import dev.landline.client.LandlineBuilder;
import dev.landline.client.diagnosis.Finding.Kind;
import dev.landline.identity.Fingerprint;
import dev.landline.identity.IdentityKey;
import dev.landline.info.LinkInfo;
import dev.landline.info.Rights;
import dev.landline.info.ServerInfo;
import dev.landline.probe.ProbeRequest.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules, on measurements of which one is not as on a good line. */
class FindingsTest {

    private static final Fingerprint KEY = IdentityKey.generate("test").fingerprint();

    /** A good line: what differs is set before {@link #findings}. */
    private Duration lookUp = ms(1);

    private List<Step.Attempt> lost = List.of();
    private Duration connect = ms(11);
    private Duration tls = ms(40);
    private Duration hello = ms(12);
    private String software = LandlineBuilder.SOFTWARE;
    private Times trips = same(ms(10));
    private Duration firstByte = ms(12);
    private Duration clock = ms(3);
    private List<String> services = List.of("exec", "get", "info", "probe", "put");
    private double perSecond = 80e6;
    private long window = 16 << 20;
    private Duration processor = ms(500);
    private Times loaded = same(ms(14));
    private List<Step> more = List.of();
    private List<Failure> failures = List.of();

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Times same(Duration time) {
        return new Times(Collections.nCopies(20, time));
    }

    private List<Finding> findings() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.LookUp("web1", List.of("192.0.2.7"), lookUp));
        steps.addAll(lost);
        steps.add(new Step.Attempt("192.0.2.7:7022", connect, Optional.empty()));
        steps.add(new Step.Secured("TLS_AES_128_GCM_SHA256", Optional.of("SunJCE"), KEY, tls));
        steps.add(new Step.Greeted(software, 1, hello));
        steps.add(new Step.RoundTrips(trips));
        steps.add(new Step.Answered(firstByte, clock, ms(7), info()));
        steps.add(carried(Direction.DOWN));
        steps.addAll(more);
        return new Report(steps, failures).findings();
    }

    private Step.Carried carried(Direction direction) {
        return new Step.Carried(
                direction,
                Math.round(2 * perSecond),
                ms(2000),
                256 << 10,
                window,
                Duration.ZERO,
                processor,
                loaded);
    }

    private ServerInfo info() {
        return new ServerInfo(
                software,
                1,
                Optional.empty(),
                Instant.EPOCH,
                ms(1),
                new ServerInfo.Platform("Linux", "amd64", "25", 2),
                new LinkInfo("tls", "192.0.2.1:5", Optional.empty(), Optional.empty()),
                Limits.DEFAULTS,
                new ServerInfo.ClientInfo(software, 1 << 20),
                KEY.text(),
                new Rights(services, List.of(), "nothing", false),
                List.of(),
                Optional.empty());
    }

    private void assertOnly(Kind kind, String... words) {
        assertThat(findings()).hasSize(1);
        assertThat(findings().getFirst().kind()).isEqualTo(kind);
        assertThat(findings().getFirst().text()).contains(words);
    }

    @Test
    void whereNothingIsSlowItSaysWhatACommandCosts() {
        assertOnly(Kind.WELL, "connecting took 64 ms", "a round trip takes 10 ms");
    }

    @Test
    void afterAFailureNothingIsWell() {
        failures =
                List.of(
                        new Failure(
                                Failure.Stage.MEASURE, Optional.empty(), "it broke", List.of()));
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500, false", "501, true", "5000, true"})
    void aSlowNameServerIsNamed(long millis, boolean slow) {
        lookUp = ms(millis);
        if (slow) {
            assertOnly(Kind.SLOW, "looking up web1 takes", "/etc/resolv.conf");
        } else {
            assertOnly(Kind.WELL, "nothing is slow or odd");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, ODD", "15000, SLOW"})
    void anAddressThatIsTriedInVainCosts(long millis, Kind kind) {
        lost = List.of(new Step.Attempt("[2001:db8::7]:7022", ms(millis), Optional.of("no route")));
        assertOnly(kind, "[2001:db8::7]:7022 is tried first", "no route", "name 192.0.2.7:7022");
    }

    @Test
    void connectingFarLongerThanARoundTripMeansALostPacket() {
        connect = ms(1020);
        assertOnly(Kind.SLOW, "connecting takes 1.0 s where a round trip takes 10 ms", "backlog");
    }

    @Test
    void onALongLineConnectingMayTakeItsTime() {
        trips = same(ms(140));
        connect = ms(600);
        tls = ms(1200);
        perSecond = 40e6;
        assertOnly(Kind.WELL, "nothing is slow or odd");
    }

    @Test
    void aSlowHandshakeIsAMachineWithTooMuchToDo() {
        tls = ms(1100);
        assertOnly(Kind.SLOW, "TLS handshake takes 1.1 s");
    }

    @Test
    void aSlowGreetingIsTheLookAtTheKey() {
        hello = ms(1100);
        assertOnly(Kind.SLOW, "takes 1.1 s to let you in");
    }

    @Test
    void anotherVersionIsOdd() {
        software = "landline-java/0.0";
        assertOnly(Kind.ODD, "the server is landline-java/0.0, this is landline-java/");
    }

    @Test
    void aLongLineIsSlowToTypeOn() {
        trips = same(ms(200));
        firstByte = ms(210);
        perSecond = 30e6;
        assertOnly(Kind.SLOW, "a round trip takes 200 ms");
    }

    @Test
    void roundTripsThatDifferAreAStateOfTheLine() {
        trips = new Times(IntStream.range(0, 20).mapToObj(i -> ms(10 + 10 * i)).toList());
        perSecond = 70e6;
        assertOnly(Kind.SLOW, "round trips take from 10 ms to 200 ms", "loses packets");
    }

    @Test
    void oneLateAnswerOfTwentyIsNothing() {
        List<Duration> times = new ArrayList<>(Collections.nCopies(19, ms(10)));
        times.add(ms(400));
        trips = new Times(times);
        assertOnly(Kind.WELL, "nothing is slow or odd");
    }

    @Test
    void anAnswerFarLaterThanAPingIsABusyServer() {
        firstByte = ms(700);
        assertOnly(Kind.SLOW, "an answer takes 690 ms more than a ping");
    }

    @ParameterizedTest
    @CsvSource({"2007, ''", "2008, ahead", "-5000, behind", "-2007, ''"})
    void aClockIsOffWhereTheMeasurementCannotExplainIt(long millis, String words) {
        clock = ms(millis);
        assertOnly(words.isEmpty() ? Kind.WELL : Kind.ODD, words);
    }

    @Test
    void whoMayDoNothingHearsOfIt() {
        services = List.of("info", "probe");
        assertOnly(Kind.ODD, "lets you do nothing", KEY.text(), "[access]");
    }

    @Test
    void aWindowIsTheLimitWhereAllOfItIsAlwaysUnderWay() {
        trips = same(ms(100));
        loaded = same(ms(110));
        firstByte = ms(110);
        window = 1 << 20;
        perSecond = 9e6;
        assertOnly(Kind.SLOW, "9.0 MB/s go from the server", "window of 1 MiB", "100 ms");
    }

    @Test
    void aProcessorIsTheLimitWhereItIsBusyAllTheTime() {
        perSecond = 15e6;
        processor = ms(1900);
        assertOnly(Kind.SLOW, "15 MB/s go from the server", "a processor of this machine");
    }

    @Test
    void aFastLineOnABusyProcessorIsNoComplaint() {
        perSecond = 900e6;
        processor = ms(2600);
        trips = same(Duration.ofNanos(200_000));
        assertOnly(Kind.WELL, "nothing is slow or odd");
    }

    @Test
    void aSlowLineIsNamedByItsRate() {
        perSecond = 125e3;
        assertOnly(Kind.SLOW, "125 kB/s go from the server: the line is the limit");
    }

    @Test
    void aQueueOnTheLineIsNamedByWhatItDoesToOthers() {
        loaded = same(ms(900));
        assertOnly(Kind.SLOW, "a round trip takes 900 ms instead of 10 ms", "cp --limit");
    }

    @Test
    void whatAServerDoesNotHaveIsNoFailure() {
        more = List.of(new Step.Missing("probe", "expected a service out of exec"));
        assertOnly(Kind.ODD, "the server has no probe", "it is older");
    }

    @Test
    void whatIsWrongStandsOneBelowTheOther() {
        lookUp = ms(800);
        clock = ms(90_000);
        assertThat(findings()).extracting(Finding::kind).containsExactly(Kind.SLOW, Kind.ODD);
    }
}
