package dev.landline.cli.doctor;

import dev.landline.Limits;
import dev.landline.Printable;
import dev.landline.client.diagnosis.Step;
import dev.landline.client.diagnosis.Times;
import dev.landline.client.diagnosis.Words;
import dev.landline.info.AccountInfo;
import dev.landline.info.ServerInfo;
import dev.landline.probe.ProbeRequest.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A step as lines for people: what, how long, and the rest. */
final class StepText {

    /** One line or more. */
    List<String> lines(Step step) {
        return switch (step) {
            case Step.Key key ->
                    List.of(
                            line(
                                    "key",
                                    key.fingerprint()
                                            + key.file().map(file -> " from " + file).orElse("")));
            case Step.LookUp lookUp ->
                    List.of(
                            line(
                                    "look-up",
                                    lookUp.took(),
                                    lookUp.host()
                                            + " is "
                                            + String.join(", ", lookUp.addresses())));
            case Step.Attempt attempt ->
                    List.of(
                            line(
                                    "connect",
                                    attempt.took(),
                                    attempt.address()
                                            + attempt.failure()
                                                    .map(why -> ": " + Printable.of(why))
                                                    .orElse("")));
            case Step.Secured secured ->
                    List.of(
                            line(
                                    "TLS",
                                    secured.took(),
                                    secured.cipher()
                                            + secured.provider()
                                                    .map(name -> " by " + name + " here")
                                                    .orElse("")
                                            + "; host key "
                                            + secured.hostKey()));
            case Step.Greeted greeted ->
                    List.of(
                            line(
                                    "hello",
                                    greeted.took(),
                                    Printable.brief(greeted.software())
                                            + ", protocol "
                                            + greeted.protocol()));
            case Step.RoundTrips trips ->
                    List.of(line("round trip", trips.times().median(), spread(trips.times())));
            case Step.Answered answered -> answered(answered);
            case Step.Carried carried -> carried(carried);
            case Step.Missing missing ->
                    List.of(line(missing.service(), "not there: " + Printable.of(missing.why())));
        };
    }

    private static String spread(Times times) {
        return "%d pings: least %s, median %s, 95%% within %s, most %s"
                .formatted(
                        times.count(),
                        Words.time(times.least()),
                        Words.time(times.median()),
                        Words.time(times.p95()),
                        Words.time(times.most()));
    }

    private static List<String> answered(Step.Answered step) {
        ServerInfo info = step.info();
        List<String> lines = new ArrayList<>();
        lines.add(
                line(
                        "first byte",
                        step.firstByte(),
                        "of an answer of the server about itself, from when it was asked"));
        lines.add(
                line(
                        "clock",
                        (step.clock().isNegative() ? "-" : "+") + Words.time(step.clock().abs()),
                        "theirs against ours, give or take " + Words.time(step.clockError())));
        lines.add(
                line(
                        "server",
                        Printable.of(
                                "%s, %s, Java %s, %d processors, up for %s"
                                        .formatted(
                                                info.platform().os(),
                                                info.platform().arch(),
                                                info.platform().java(),
                                                info.platform().processors(),
                                                upTime(info.uptime())))));
        info.link()
                .cipher()
                .ifPresent(cipher ->
                        lines.add(
                                line(
                                        "",
                                        "sees you at "
                                                + Printable.brief(info.link().remote())
                                                + "; the cipher is by "
                                                + Printable.brief(
                                                        info.link().provider().orElse("?"))
                                                + " there")));
        lines.add(
                line(
                        "limits",
                        "%d channels at once, frames of %s, windows from %s, a ping every %s"
                                .formatted(
                                        info.limits().maxChannels(),
                                        Words.window(info.limits().maxBody()),
                                        Words.window(info.limits().window()),
                                        Words.time(info.limits().pingInterval()))));
        lines.add(
                line(
                        "",
                        "of this side: frames of %s, windows from %s, a ping every %s"
                                .formatted(
                                        Words.window(Limits.DEFAULTS.maxBody()),
                                        Words.window(Limits.DEFAULTS.window()),
                                        Words.time(Limits.DEFAULTS.pingInterval()))));
        lines.add(line("rights", Printable.of(rights(info))));
        return lines;
    }

    private static String upTime(Duration time) {
        return time.toHours() < 1
                ? time.toMinutes() + " min"
                : time.toDays() < 1 ? time.toHours() + " h" : time.toDays() + " days";
    }

    private static String rights(ServerInfo info) {
        return "as "
                + info.identity()
                + ": "
                + String.join(", ", info.rights().services())
                + (info.rights().calls().isEmpty()
                        ? ""
                        : "; handlers " + String.join(", ", info.rights().calls()))
                + "; accounts "
                + String.join(", ", info.accounts().stream().map(AccountInfo::name).toList());
    }

    private static List<String> carried(Step.Carried step) {
        String amount =
                "%s in %s, every byte right; window %s"
                        .formatted(
                                Words.amount((double) step.bytes()),
                                Words.time(step.time()),
                                step.firstWindow() == step.largestWindow()
                                        ? Words.window(step.firstWindow())
                                        : Words.window(step.firstWindow())
                                                + " to "
                                                + Words.window(step.largestWindow()));
        String meanwhile =
                "meanwhile a round trip took %s, and this process %s of a processor%s"
                        .formatted(
                                Words.time(step.loaded().median()),
                                percent(step.processor(), step.time()),
                                step.stoodStill().isZero()
                                        ? ""
                                        : "; %s of the time the window was full"
                                                .formatted(
                                                        percent(step.stoodStill(), step.time())));
        return List.of(
                line(
                        step.direction() == Direction.DOWN ? "from there" : "to there",
                        Words.amount(step.perSecond()) + "/s",
                        amount),
                line("", meanwhile));
    }

    private static String percent(Duration part, Duration whole) {
        return 100 * part.toNanos() / Math.max(1, whole.toNanos()) + " %";
    }

    private static String line(String what, String text) {
        return line(what, "", text);
    }

    private static String line(String what, Duration took, String text) {
        return line(what, Words.time(took), text);
    }

    private static String line(String what, String figure, String text) {
        return "%-11s%9s  %s".formatted(what, figure, text);
    }
}
