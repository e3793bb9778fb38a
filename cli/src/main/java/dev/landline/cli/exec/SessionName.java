package dev.landline.cli.exec;

import dev.landline.Printable;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a session can be called. */
final class SessionName implements ITypeConverter<String> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public String convert(String value) {
        if (!NAME.matcher(value).matches()) {
            throw new TypeConversionException(
                    "expected 1 to 64 letters, digits, '.', '_' and '-', got '"
                            + Printable.of(value, 80)
                            + "'");
        }
        return value;
    }
}
