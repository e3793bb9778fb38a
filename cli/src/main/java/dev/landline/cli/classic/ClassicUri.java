package dev.landline.cli.classic;

import dev.landline.classic.ClassicAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a classic dialect. */
final class ClassicUri implements ITypeConverter<ClassicAddress> {
    @Override
    public ClassicAddress convert(String value) {
        try {
            return ClassicAddress.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
