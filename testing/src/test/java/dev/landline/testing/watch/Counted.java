package dev.landline.testing.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landline.info.Sample;
import dev.landline.testing.TestServer;
import dev.landline.testing.behaviour.Eventually;
import java.util.Map;
import java.util.TreeMap;

/** What a server has counted, by the names that Prometheus knows. */
record Counted(Map<String, Double> values) {

    static Counted by(TestServer server) {
        Map<String, Double> values = new TreeMap<>();
        for (Sample sample : server.server().counters()) {
            assertThat(values.put(sample.id(), sample.value())).as(sample.id()).isNull();
        }
        return new Counted(values);
    }

    /** What is counted behind the back of whoever caused it: a moment later. */
    static void await(TestServer server, String id, long expected) {
        Eventually.until(
                id + " = " + expected + ", at last " + by(server).values.get(id),
                () -> by(server).get(id) == expected);
    }

    /** 0 where nothing was counted. */
    long get(String id) {
        return values.getOrDefault(id, 0.0).longValue();
    }

    /** Those of a name that are not 0, without that name. */
    Map<String, Long> all(String name) {
        Map<String, Long> all = new TreeMap<>();
        values.forEach((id, value) -> {
            if (id.startsWith(name + "{") && value != 0) {
                all.put(id.substring(name.length()), value.longValue());
            }
        });
        return all;
    }
}
