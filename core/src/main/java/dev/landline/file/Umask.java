package dev.landline.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Which permissions new files of this process do not get. */
public final class Umask {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LINE = "Umask:";
    private static final int USUAL = 022;

    private Umask() {}

    /**
     * Asks the kernel, without changing it as {@code umask(2)} would.
     *
     * @return 0 to 0777; 022 where there is no {@code /proc}
     * @throws IOException where it cannot be read
     */
    public static int current() throws IOException {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(LINE))
                    .mapToInt(line -> Integer.parseInt(line.substring(LINE.length()).strip(), 8))
                    .findFirst()
                    .orElse(USUAL);
        } catch (NoSuchFileException e) {
            return USUAL;
        }
    }
}
