package dev.landline.client.diagnosis;

import dev.landline.client.LandlineBuilder;
import dev.landline.client.diagnosis.Finding.Kind;
import dev.landline.probe.ProbeRequest.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What measurements mean: the rules. A pure function of a report. */
final class Findings {

    private static final Duration SLOW_LOOK_UP = Duration.ofMillis(500);
    private static final Duration SLOW_LINE = Duration.ofMillis(150);
    private static final Duration NOTICEABLE = Duration.ofMillis(50);
    private static final Duration LATE = Duration.ofMillis(200);
    private static final Duration STEP = Duration.ofMillis(500);

    /** A JVM that has just started needs some of it to load classes. */
    private static final Duration COLD_STEP = Duration.ofSeconds(1);

    private static final Duration CLOCK = Duration.ofSeconds(2);
    private static final double SLOW_RATE = 1e6;
    private static final double FAST_RATE = 20e6;
    private static final double MOST_OF_IT = 0.7;
    private static final double A_CORE = 0.9;
    private static final int MANY_TIMES = 4;
    private static final Times NONE = new Times(List.of());

    /** What TLS 1.3 and the greetings take in round trips. */
    private static final int TRIPS_OF_TLS = 2;

    private final Report report;
    private final Times trips;
    private final List<Finding> found = new ArrayList<>();

    Findings(Report report) {
        this.report = report;
        this.trips = report.first(Step.RoundTrips.class).map(Step.RoundTrips::times).orElse(NONE);
    }

    List<Finding> list() {
        report.first(Step.LookUp.class).ifPresent(this::lookUp);
        attempts();
        report.first(Step.Secured.class).ifPresent(this::secured);
        report.first(Step.Greeted.class).ifPresent(this::greeted);
        roundTrips();
        report.first(Step.Answered.class).ifPresent(this::answered);
        report.all(Step.Carried.class).forEach(this::carried);
        report.all(Step.Missing.class).forEach(this::missing);
        if (found.isEmpty() && report.failures().isEmpty()) {
            found.add(new Finding(Kind.WELL, well()));
        }
        return List.copyOf(found);
    }

    private void slow(String text) {
        found.add(new Finding(Kind.SLOW, text));
    }

    private void odd(String text) {
        found.add(new Finding(Kind.ODD, text));
    }

    private void lookUp(Step.LookUp step) {
        if (isAbove(step.took(), SLOW_LOOK_UP)) {
            slow(
                    "looking up "
                            + step.host()
                            + " takes "
                            + Words.time(step.took())
                            + ", and every command waits for it: see to the name servers in"
                            + " /etc/resolv.conf, or put the host into /etc/hosts");
        }
    }

    /** A connection that needs far longer than a round trip has lost its first packet. */
    private void attempts() {
        List<Step.Attempt> attempts = report.all(Step.Attempt.class);
        Step.Attempt won = attempts.isEmpty() ? null : attempts.getLast();
        if (won == null || won.failure().isPresent()) {
            return;
        }
        for (Step.Attempt lost : attempts.subList(0, attempts.size() - 1)) {
            String text =
                    lost.address()
                            + " is tried first and cannot be reached ("
                            + lost.failure().orElse("")
                            + "), which costs "
                            + Words.time(lost.took())
                            + " each time: name "
                            + won.address()
                            + " itself, or have the other address removed";
            found.add(new Finding(isAbove(lost.took(), NOTICEABLE) ? Kind.SLOW : Kind.ODD, text));
        }
        if (trips.count() > 0
                && isAbove(won.took(), trips.median().multipliedBy(MANY_TIMES).plus(STEP))) {
            slow(
                    "connecting takes "
                            + Words.time(won.took())
                            + " where a round trip takes "
                            + Words.time(trips.median())
                            + ": the first packet was lost, or more connections wait there than"
                            + " the server takes on (its setting backlog)");
        }
    }

    private void secured(Step.Secured step) {
        Duration usual = trips.median().multipliedBy(TRIPS_OF_TLS).plus(COLD_STEP);
        if (trips.count() > 0 && isAbove(step.took(), usual)) {
            slow(
                    "the TLS handshake takes "
                            + Words.time(step.took())
                            + ": one of the two machines has too much to do");
        }
    }

    private void greeted(Step.Greeted step) {
        if (trips.count() > 0
                && isAbove(step.took(), trips.median().multipliedBy(2).plus(COLD_STEP))) {
            slow(
                    "the server takes "
                            + Words.time(step.took())
                            + " to let you in: it looks up keys and accounts meanwhile, perhaps on"
                            + " a network disk or in a directory service");
        }
        if (!step.software().equals(LandlineBuilder.SOFTWARE)) {
            odd(
                    "the server is "
                            + step.software()
                            + ", this is "
                            + LandlineBuilder.SOFTWARE
                            + ": one of them may lack what the other has");
        }
    }

    private void roundTrips() {
        if (isAbove(trips.median(), SLOW_LINE)) {
            slow(
                    "a round trip takes "
                            + Words.time(trips.median())
                            + ": that is the way to the machine, and typing feels slow; many small"
                            + " commands are faster over one connection");
        }
        Duration spread = trips.p95().minus(trips.least());
        if (isAbove(spread, NOTICEABLE) && isAbove(spread, trips.median())) {
            slow(
                    "round trips take from "
                            + Words.time(trips.least())
                            + " to "
                            + Words.time(trips.most())
                            + ": the line is shared, wireless or loses packets, or a machine has"
                            + " too much to do");
        }
    }

    private void answered(Step.Answered step) {
        Duration own = step.firstByte().minus(trips.median());
        if (isAbove(own, LATE)) {
            slow(
                    "an answer takes "
                            + Words.time(own)
                            + " more than a ping: the server has too much to do");
        }
        Duration off = step.clock().abs().minus(step.clockError());
        if (isAbove(off, CLOCK)) {
            odd(
                    "the server's clock is "
                            + Words.time(step.clock().abs())
                            + (step.clock().isNegative() ? " behind" : " ahead")
                            + ": let both machines keep time by NTP, or times of files and logs"
                            + " mislead");
        }
        if (step.info().rights().services().stream().allMatch(Probing.SERVICES::contains)
                && step.info().rights().calls().isEmpty()) {
            odd(
                    "the server knows you as "
                            + step.info().identity()
                            + " and lets you do nothing: its configuration says who may"
                            + " ([access])");
        }
    }

    private void carried(Step.Carried step) {
        String way = step.direction() == Direction.DOWN ? "from" : "to";
        if (step.perSecond() < FAST_RATE || isByWindow(step)) {
            bounded(step, way);
        } else if (step.processor().toNanos() > A_CORE * step.time().toNanos()) {
            // Fast, and as fast as this machine can.
            return;
        }
        if (isAbove(step.loaded().median(), trips.median().multipliedBy(MANY_TIMES).plus(LATE))) {
            slow(
                    "while bytes go "
                            + way
                            + " the server, a round trip takes "
                            + Words.time(step.loaded().median())
                            + " instead of "
                            + Words.time(trips.median())
                            + ": something on the way queues them; cp --limit keeps the line"
                            + " usable");
        }
    }

    private void bounded(Step.Carried step, String way) {
        String rate = Words.amount(step.perSecond()) + "/s go " + way + " the server";
        if (step.processor().toNanos() > A_CORE * step.time().toNanos()) {
            slow(rate + ": a processor of this machine is busy all the time, and is the limit");
        } else if (isByWindow(step)) {
            slow(
                    rate
                            + ": the window of "
                            + Words.window(step.largestWindow())
                            + " is the limit, for it takes a round trip of "
                            + Words.time(trips.median())
                            + " until more may be sent; several streams at once are faster");
        } else if (step.perSecond() < SLOW_RATE) {
            slow(rate + ": the line is the limit; sync sends only what differs");
        }
    }

    /** As much as the window lets through was under way all the time. */
    private boolean isByWindow(Step.Carried step) {
        return isAbove(trips.median(), NOTICEABLE.dividedBy(MANY_TIMES))
                && step.perSecond() * trips.median().toNanos() / 1e9
                        > MOST_OF_IT * step.largestWindow();
    }

    private void missing(Step.Missing step) {
        odd(
                "the server has no "
                        + step.service()
                        + " ("
                        + step.why()
                        + "): it is older than this command, so something was not measured");
    }

    /** What a command costs that connects, asks and leaves. */
    private String well() {
        Duration all =
                Stream.of(
                                report.first(Step.LookUp.class).map(Step.LookUp::took),
                                report.first(Step.Attempt.class).map(Step.Attempt::took),
                                report.first(Step.Secured.class).map(Step.Secured::took),
                                report.first(Step.Greeted.class).map(Step.Greeted::took))
                        .flatMap(took -> took.stream())
                        .reduce(Duration.ZERO, Duration::plus);
        return "nothing is slow or odd; connecting took "
                + Words.time(all)
                + ", and on a connection a round trip takes "
                + Words.time(trips.median());
    }

    private static boolean isAbove(Duration time, Duration bound) {
        return time.compareTo(bound) > 0;
    }
}
