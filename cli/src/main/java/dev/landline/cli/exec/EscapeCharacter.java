package dev.landline.cli.exec;

import dev.landline.cli.terminal.EscapeChar;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The character before what is meant for landline. */
public final class EscapeCharacter implements ITypeConverter<EscapeChar> {

    /** For picocli. */
    public EscapeCharacter() {}

    @Override
    public EscapeChar convert(String value) {
        try {
            return EscapeChar.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
