package dev.landline.cli.console;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A length of time as people type it: {@code 90}, {@code 1.5s}, {@code 10m}, {@code 2h}. */
public final class Time implements ITypeConverter<Duration> {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,3})?)(|ms|[smhd])");
    private static final Map<String, Integer> MILLIS =
            Map.of("ms", 1, "", 1000, "s", 1000, "m", 60_000, "h", 3_600_000, "d", 86_400_000);

    /** For picocli. */
    public Time() {}

    @Override
    public Duration convert(String value) {
        Matcher form = FORM.matcher(value);
        if (form.matches()) {
            long millis =
                    new BigDecimal(form.group(1))
                            .multiply(BigDecimal.valueOf(MILLIS.getOrDefault(form.group(2), 1)))
                            .longValue();
            if (millis >= 1 && millis <= Integer.MAX_VALUE) {
                return Duration.ofMillis(millis);
            }
        }
        throw new TypeConversionException(
                "expected a time such as 90s, 10m or 2h, at most 24 days, got '" + value + "'");
    }
}
