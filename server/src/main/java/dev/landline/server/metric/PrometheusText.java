package dev.landline.server.metric;

import dev.landline.info.Sample;
import java.util.List;

/**
 * The text in which Prometheus reads metrics.
 *
 * <p>Source: <a
 * href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">text-based
 * format</a>, version 0.0.4.
 */
public final class PrometheusText {

    /** What HTTP calls it. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final int ROOM = 16 * 1024;

    private PrometheusText() {}

    /**
     * Writes metrics down.
     *
     * @param families what there is; those without samples are left out
     * @return lines, each with its end
     */
    public static String of(List<Family> families) {
        StringBuilder text = new StringBuilder(ROOM);
        for (Family family : families) {
            if (!family.samples().isEmpty()) {
                append(text, family);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Family family) {
        String help = family.help().replace("\\", "\\\\").replace("\n", "\\n");
        text.append("# HELP ").append(family.name()).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(family.name()).append(' ');
        text.append(family.type().word()).append('\n');
        for (Sample sample : family.samples()) {
            text.append(sample.id()).append(' ').append(sample.number()).append('\n');
        }
    }
}
