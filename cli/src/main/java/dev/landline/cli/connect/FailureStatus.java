package dev.landline.cli.connect;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number that a process can exit with. */
final class FailureStatus implements ITypeConverter<Integer> {

    private static final int MAX = 255;

    @Override
    public Integer convert(String value) {
        try {
            int status = Integer.parseInt(value);
            if (status >= 0 && status <= MAX) {
                return status;
            }
        } catch (NumberFormatException e) {
            // The same answer.
        }
        throw new TypeConversionException("expected 0 to 255, got '" + value + "'");
    }
}
