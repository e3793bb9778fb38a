package dev.landline.server.metric;

import dev.landline.info.Sample;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel and the JVM say of this process. What they do not say is left out. */
public final class ProcessMetrics {

    private static final Path PROC = Path.of("/proc/self");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)$");
    private static final Pattern DESCRIPTORS = Pattern.compile("(?m)^Max open files\\s+(\\d+) ");
    private static final double MILLIS = 1000;
    private static final long KIBI = 1024;

    private ProcessMetrics() {}

    /**
     * Asks for all of it.
     *
     * @return families
     */
    public static List<Family> now() {
        List<Family> families = new ArrayList<>();
        ProcessHandle.Info process = ProcessHandle.current().info();
        process.startInstant()
                .map(Instant::toEpochMilli)
                .ifPresent(start ->
                        families.add(
                                Family.gauge(
                                        "process_start_time_seconds",
                                        "When the process started, in seconds since 1970.",
                                        (double) start / MILLIS)));
        process.totalCpuDuration()
                .map(Duration::toMillis)
                .ifPresent(time ->
                        families.add(
                                Family.counter(
                                        "process_cpu_seconds_total",
                                        "Time of processors that the process has used.",
                                        (double) time / MILLIS)));
        fromStatus(families);
        descriptors(families);
        Runtime java = Runtime.getRuntime();
        families.add(
                heap(
                        "jvm_memory_used_bytes",
                        "Memory in use, garbage included.",
                        java.totalMemory() - java.freeMemory()));
        families.add(heap("jvm_memory_max_bytes", "Memory at most.", java.maxMemory()));
        return families;
    }

    private static Family heap(String name, String help, long bytes) {
        Sample sample = new Sample(name, Map.of("area", "heap"), bytes);
        return new Family(name, Family.Type.GAUGE, help, List.of(sample));
    }

    private static void fromStatus(List<Family> families) {
        String status = text("status");
        Matcher resident = RESIDENT.matcher(status);
        if (resident.find()) {
            families.add(
                    Family.gauge(
                            "process_resident_memory_bytes",
                            "Memory of the machine that the process occupies.",
                            Long.parseLong(resident.group(1)) * KIBI));
        }
        Matcher threads = THREADS.matcher(status);
        if (threads.find()) {
            families.add(
                    Family.gauge(
                            "process_threads",
                            "Threads of the kernel; the server's virtual threads run on few.",
                            Long.parseLong(threads.group(1))));
        }
    }

    private static void descriptors(List<Family> families) {
        long open = -1; // the one of the listing itself
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC.resolve("fd"))) {
            for (Path _ : all) {
                open++;
            }
        } catch (IOException e) {
            return;
        }
        families.add(Family.gauge("process_open_fds", "Open descriptors.", open));
        Matcher most = DESCRIPTORS.matcher(text("limits"));
        if (most.find()) {
            families.add(
                    Family.gauge(
                            "process_max_fds",
                            "Open descriptors at most.",
                            Long.parseLong(most.group(1))));
        }
    }

    private static String text(String file) {
        try {
            return Files.readString(PROC.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }
}
