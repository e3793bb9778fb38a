package dev.landline.cli.files;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Bytes in a second as people type them: {@code 10MiB}, {@code 1.5M}, {@code 500k}, {@code 1G},
 * {@code 100MB}. Units of one letter are powers of 1,024, as in {@code rsync} and {@code curl}.
 */
final class Rate implements ITypeConverter<Long> {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,3})?)(|[A-Za-z]{1,3})(?:/s)?");

    private static final Map<String, Long> UNITS =
            Map.ofEntries(
                    Map.entry("", 1L),
                    Map.entry("B", 1L),
                    Map.entry("k", 1L << 10),
                    Map.entry("K", 1L << 10),
                    Map.entry("KiB", 1L << 10),
                    Map.entry("kB", 1_000L),
                    Map.entry("M", 1L << 20),
                    Map.entry("MiB", 1L << 20),
                    Map.entry("MB", 1_000_000L),
                    Map.entry("G", 1L << 30),
                    Map.entry("GiB", 1L << 30),
                    Map.entry("GB", 1_000_000_000L));

    private static final BigDecimal MOST = BigDecimal.valueOf(1L << 50);

    @Override
    public Long convert(String value) {
        Matcher form = FORM.matcher(value);
        Long unit = form.matches() ? UNITS.get(form.group(2)) : null;
        if (unit != null) {
            BigDecimal rate =
                    new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit.longValue()));
            if (rate.compareTo(BigDecimal.ONE) >= 0 && rate.compareTo(MOST) <= 0) {
                return rate.longValue();
            }
        }
        throw new TypeConversionException(
                "expected bytes in a second such as 10MiB, 500k or 1G, 1 or more, got '"
                        + value
                        + "'");
    }
}
