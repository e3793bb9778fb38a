package dev.landline.cli.classic;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a short duration, such as {@code 250ms} or {@code 2s}. */
final class SettleTime implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})(ms|s)");
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public Duration convert(String value) {
        Matcher form = FORM.matcher(value);
        if (form.matches()) {
            long count = Long.parseLong(form.group(1));
            Duration time =
                    form.group(2).equals("ms")
                            ? Duration.ofMillis(count)
                            : Duration.ofSeconds(count);
            if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        }
        throw new TypeConversionException(
                "expected 1ms to 3600s, such as 250ms or 2s, got '" + value + "'");
    }
}
