package dev.landline.server.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.landline.info.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final long MILLI = 1_000_000;

    @Test
    void theTextIsAsPrometheusReadsIt() {
        LabelCounts errors = new LabelCounts("errors_total", "Back\\slash\nand line.", "code", 10);
        errors.add("lost");
        errors.add("lost");
        errors.add("a\"b");

        assertThat(
                        PrometheusText.of(
                                List.of(
                                        Family.gauge("open", "Open ones.", 3L),
                                        Family.counter("cpu_seconds_total", "Time.", 0.25),
                                        errors.family())))
                .isEqualTo(
                        """
                        # HELP open Open ones.
                        # TYPE open gauge
                        open 3
                        # HELP cpu_seconds_total Time.
                        # TYPE cpu_seconds_total counter
                        cpu_seconds_total 0.25
                        # HELP errors_total Back\\\\slash\\nand line.
                        # TYPE errors_total counter
                        errors_total{code="a\\"b"} 1
                        errors_total{code="lost"} 2
                        """);
    }

    @Test
    void aFamilyWithoutNumbersIsLeftOut() {
        Family none = new LabelCounts("errors_total", "Errors.", "code", 10).family();

        assertThat(PrometheusText.of(List.of(none))).isEmpty();
    }

    @Test
    void aBucketHoldsWhatIsAtMostItsBound() {
        Histogram times = new Histogram("t_seconds", "Times.", List.of(0.001, 0.01));
        times.add(0);
        times.add(MILLI);
        times.add(MILLI + 1);
        times.add(10 * MILLI);
        times.add(3_000 * MILLI);

        assertThat(times.family().samples())
                .extracting(Sample::id, Sample::number)
                .containsExactly(
                        tuple("t_seconds_bucket{le=\"0.001\"}", "2"),
                        tuple("t_seconds_bucket{le=\"0.01\"}", "4"),
                        tuple("t_seconds_bucket{le=\"+Inf\"}", "5"),
                        tuple("t_seconds_sum", "3.012000001"),
                        tuple("t_seconds_count", "5"));
    }

    @Test
    void valuesOfALabelHaveABound() {
        LabelCounts calls = new LabelCounts("calls_total", "Calls.", "handler", 3);
        for (int i = 0; i < 1000; i++) {
            calls.add("h" + i);
        }
        calls.add("h1");

        assertThat(calls.family().samples())
                .containsExactly(
                        new Sample("calls_total", Map.of("handler", "h0"), 1L),
                        new Sample("calls_total", Map.of("handler", "h1"), 2L),
                        new Sample("calls_total", Map.of("handler", "h2"), 1L),
                        new Sample("calls_total", Map.of("handler", "other"), 997L));
        assertThat(calls.sum()).isEqualTo(1001);
    }

    @Test
    void nothingIsLostWhereManyCountAtOnce() throws Exception {
        LabelCounts calls = new LabelCounts("calls_total", "Calls.", "handler", 3);
        Histogram times = new Histogram("t_seconds", "Times.", List.of(0.001));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int k = 0; k < 5_000; k++) {
                                    calls.add("h" + k % 5);
                                    times.add(k % 2 == 0 ? 0 : 2 * MILLI);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(calls.sum()).isEqualTo(40_000);
        assertThat(times.family().samples())
                .extracting(Sample::number)
                .containsExactly("20000", "40000", "40", "40000");
    }

    @Test
    void theProcessIsDescribed() {
        List<Family> families = ProcessMetrics.now();

        assertThat(families)
                .extracting(Family::name)
                .contains(
                        "process_start_time_seconds",
                        "process_cpu_seconds_total",
                        "process_resident_memory_bytes",
                        "process_threads",
                        "process_open_fds",
                        "process_max_fds",
                        "jvm_memory_used_bytes",
                        "jvm_memory_max_bytes");
        assertThat(families)
                .flatExtracting(Family::samples)
                .allSatisfy(sample -> assertThat(sample.value()).isPositive());
    }
}
