package dev.landline.cli.share;

import dev.landline.cli.console.Complaint;
import dev.landline.cli.console.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * The key {@code share} of {@code config.toml}: how long a connection is kept that nobody uses.
 *
 * <p>Its line is read here and not by a parser of TOML, because that would be the largest part of
 * what a command loads whose connection is there already. Other lines are not looked at.
 */
public final class ShareSetting {

    /** Where nothing is said but that connections are shared. */
    public static final Duration USUAL = Duration.ofMinutes(10);

    private static final Pattern TABLE = Pattern.compile("\\s*\\[.*");
    private static final Pattern KEY = Pattern.compile("\\s*(?:share|\"share\"|'share')\\s*=(.*)");
    private static final Pattern TEXT =
            Pattern.compile("\\s*(?:\"([^\"\\\\]*)\"|'([^']*)')\\s*(?:#.*)?");

    private ShareSetting() {}

    /** The file of settings of the command line. */
    public static Path file(Path config) {
        return config.resolve("config.toml");
    }

    /**
     * Reads the setting.
     *
     * @param file need not be there
     * @return the time; empty where connections are not to be shared
     * @throws Complaint where it is no time
     */
    public static Optional<Duration> read(Path file) throws Complaint, IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        for (int i = 0; i < lines.size() && !TABLE.matcher(lines.get(i)).matches(); i++) {
            Matcher key = KEY.matcher(lines.get(i));
            if (key.matches()) {
                return Optional.of(time(key.group(1), file + ":" + (i + 1)));
            }
        }
        return Optional.empty();
    }

    private static Duration time(String value, String place) throws Complaint {
        Matcher text = TEXT.matcher(value);
        if (!text.matches()) {
            throw new Complaint(
                    place
                            + ": share: expected a time in quotes such as \"10m\", got "
                            + value.strip());
        }
        try {
            String time = text.group(1) != null ? text.group(1) : text.group(2);
            return new Time().convert(time);
        } catch (TypeConversionException e) {
            throw new Complaint(place + ": share: " + e.getMessage());
        }
    }
}
