package dev.landline.cli.doctor;

import dev.landline.Limits;
import dev.landline.client.diagnosis.Failure;
import dev.landline.client.diagnosis.Finding;
import dev.landline.client.diagnosis.Report;
import dev.landline.client.diagnosis.Step;
import dev.landline.client.diagnosis.Times;
import dev.landline.json.JsonObject;
import dev.landline.json.JsonValue;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A report as one object. Times are in microseconds, sizes in bytes. What was not reached is not
 * there.
 *
 * @param target what was typed
 */
record ReportJson(String target) {

    JsonObject of(Report report) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("target", text(target));
        fields.put("ok", new JsonValue.Bool(report.failures().isEmpty()));
        List<Step.Attempt> attempts = report.all(Step.Attempt.class);
        for (Step step : report.steps()) {
            fields.putIfAbsent(name(step), value(step, attempts));
        }
        fields.put("failures", array(report.failures(), ReportJson::failure));
        fields.put("findings", array(report.findings(), ReportJson::finding));
        return new JsonObject(fields);
    }

    private static String name(Step step) {
        return switch (step) {
            case Step.Key _ -> "key";
            case Step.LookUp _ -> "look_up";
            case Step.Attempt _ -> "connect";
            case Step.Secured _ -> "tls";
            case Step.Greeted _ -> "hello";
            case Step.RoundTrips _ -> "round_trip";
            case Step.Answered _ -> "server";
            case Step.Carried carried -> carried.direction().word();
            case Step.Missing missing -> "no_" + missing.service();
        };
    }

    private static JsonValue value(Step step, List<Step.Attempt> attempts) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        switch (step) {
            case Step.Key(var fingerprint, var file) -> {
                fields.put("fingerprint", text(fingerprint.text()));
                file.ifPresent(path -> fields.put("file", text(path.toString())));
            }
            case Step.LookUp(String host, List<String> addresses, Duration took) -> {
                fields.put("host", text(host));
                fields.put("addresses", array(addresses, ReportJson::text));
                fields.put("took", micros(took));
            }
            case Step.Attempt _ -> {
                return array(attempts, ReportJson::attempt);
            }
            case Step.Secured(
                            String cipher,
                            Optional<String> provider,
                            var hostKey,
                            Duration took) -> {
                fields.put("cipher", text(cipher));
                provider.ifPresent(name -> fields.put("provider", text(name)));
                fields.put("host_key", text(hostKey.text()));
                fields.put("took", micros(took));
            }
            case Step.Greeted(String software, int protocol, Duration took) -> {
                fields.put("software", text(software));
                fields.put("protocol", new JsonValue.Int(protocol));
                fields.put("took", micros(took));
            }
            case Step.RoundTrips(Times times) -> {
                return times(times);
            }
            case Step.Answered(Duration firstByte, Duration clock, Duration error, var info) -> {
                fields.put("first_byte", micros(firstByte));
                fields.put("clock", micros(clock));
                fields.put("clock_error", micros(error));
                fields.put("info", info.toJson());
                fields.put("own_limits", own(Limits.DEFAULTS));
            }
            case Step.Carried carried -> carried(carried, fields);
            case Step.Missing(_, String why) -> fields.put("why", text(why));
        }
        return new JsonObject(fields);
    }

    private static JsonValue own(Limits limits) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("max_body", new JsonValue.Int(limits.maxBody()));
        fields.put("window", new JsonValue.Int(limits.window()));
        fields.put("ping_interval", micros(limits.pingInterval()));
        return new JsonObject(fields);
    }

    private static JsonValue attempt(Step.Attempt attempt) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("address", text(attempt.address()));
        fields.put("took", micros(attempt.took()));
        attempt.failure().ifPresent(why -> fields.put("failure", text(why)));
        return new JsonObject(fields);
    }

    private static void carried(Step.Carried step, Map<String, JsonValue> fields) {
        fields.put("bytes", new JsonValue.Int(step.bytes()));
        fields.put("took", micros(step.time()));
        fields.put("per_second", new JsonValue.Int(Math.round(step.perSecond())));
        fields.put("first_window", new JsonValue.Int(step.firstWindow()));
        fields.put("largest_window", new JsonValue.Int(step.largestWindow()));
        fields.put("stood_still", micros(step.stoodStill()));
        fields.put("processor", micros(step.processor()));
        fields.put("round_trip", times(step.loaded()));
    }

    private static JsonObject times(Times times) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("count", new JsonValue.Int(times.count()));
        fields.put("least", micros(times.least()));
        fields.put("median", micros(times.median()));
        fields.put("p95", micros(times.p95()));
        fields.put("most", micros(times.most()));
        return new JsonObject(fields);
    }

    private static JsonValue failure(Failure failure) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("stage", text(failure.stage().word()));
        failure.code().ifPresent(code -> fields.put("code", text(code.wire())));
        fields.put("message", text(failure.message()));
        fields.put("hints", array(failure.hints(), ReportJson::text));
        return new JsonObject(fields);
    }

    private static JsonValue finding(Finding finding) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("kind", text(finding.kind().word()));
        fields.put("text", text(finding.text()));
        return new JsonObject(fields);
    }

    private static JsonValue text(String value) {
        return new JsonValue.Text(value);
    }

    private static JsonValue micros(Duration time) {
        return new JsonValue.Int(time.toNanos() / 1000);
    }

    private static <T> JsonValue array(Collection<T> items, Function<T, JsonValue> each) {
        return new JsonValue.Array(items.stream().map(each).toList());
    }
}
