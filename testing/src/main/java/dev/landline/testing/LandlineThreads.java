package dev.landline.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The threads whose names begin with {@code landline-}. Virtual threads are not in {@link
 * Thread#getAllStackTraces}; a thread dump has them.
 */
final class LandlineThreads {

    private static final Pattern THREAD =
            Pattern.compile(
                    "\"tid\":\\s*\"?(\\d+)\"?,(?:(?!\"tid\"|\"stack\")[^{}])*\"name\":\\s*\"(landline-[^\"]*)\"");

    private LandlineThreads() {}

    /** One thread. */
    record Named(long id, String name) {}

    static List<Named> now() throws IOException {
        Path folder = Files.createTempDirectory("landline-threads");
        Path file = folder.resolve("dump.json");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
            return THREAD.matcher(Files.readString(file))
                    .results()
                    .map(found -> new Named(Long.parseLong(found.group(1)), found.group(2)))
                    .toList();
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }
}
