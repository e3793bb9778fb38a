package dev.landline.testing.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus's text format, version 0.0.4, and insists on all that the format says: each
 * family in one piece behind its HELP and TYPE, names and labels as they may be, no sample twice,
 * and histograms that add up.
 */
final class ExpositionText {

    private static final Pattern HELP =
            Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) \\S.*\\.");
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)");
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "(([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n"
                        + "]|\\\\[\\\\n\"])*\",?)+)})?) (-?[0-9]+(?:\\.[0-9]+)?(?:E-?[0-9]+)?)");

    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Set<String> families = new HashSet<>();
    private String family = "";
    private String type = "";
    private double bucket;

    private ExpositionText() {}

    static Map<String, Double> parse(String text) {
        assertThat(text).endsWith("\n").doesNotContain("\r", "\n\n");
        ExpositionText reader = new ExpositionText();
        text.lines().forEach(reader::line);
        assertThat(reader.samples).hasSizeGreaterThan(20);
        return reader.samples;
    }

    private void line(String line) {
        if (line.startsWith("# HELP")) {
            Matcher help = matched(HELP, line);
            family = help.group(1);
            type = "";
            assertThat(families.add(family)).as("once: %s", family).isTrue();
        } else if (line.startsWith("#")) {
            Matcher kind = matched(TYPE, line);
            assertThat(kind.group(1)).isEqualTo(family);
            assertThat(type).isEmpty();
            type = kind.group(2);
        } else {
            sample(matched(SAMPLE, line));
        }
    }

    private static Matcher matched(Pattern form, String line) {
        Matcher matcher = form.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        return matcher;
    }

    private void sample(Matcher sample) {
        String id = sample.group(1);
        String name = sample.group(2);
        double value = Double.parseDouble(sample.group(4));
        assertThat(samples.put(id, value)).as("once: %s", id).isNull();
        switch (type) {
            case "counter" -> {
                assertThat(name).isEqualTo(family).endsWith("_total");
                assertThat(value).isNotNegative();
            }
            case "gauge" -> assertThat(name).isEqualTo(family).doesNotEndWith("_total");
            case "histogram" -> histogram(id, name, value);
            default -> throw new AssertionError("expected a TYPE before " + id);
        }
    }

    private void histogram(String id, String name, double value) {
        switch (name.substring(family.length())) {
            case "_bucket" -> {
                assertThat(value).as(id).isGreaterThanOrEqualTo(bucket);
                bucket = value;
            }
            case "_sum" -> assertThat(value).isNotNegative();
            case "_count" -> {
                assertThat(value).as(id).isEqualTo(bucket);
                assertThat(samples).containsEntry(family + "_bucket{le=\"+Inf\"}", value);
                bucket = 0;
            }
            default -> throw new AssertionError(id + " in the histogram " + family);
        }
    }
}
