package dev.landline.cli.files;

import dev.landline.hash.HashAlgorithm;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A hash by its name. */
final class HashName implements ITypeConverter<HashAlgorithm> {

    @Override
    public HashAlgorithm convert(String value) {
        return HashAlgorithm.fromWire(value)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "expected "
                                        + Arrays.stream(HashAlgorithm.values())
                                                .map(HashAlgorithm::wire)
                                                .collect(Collectors.joining(" or "))
                                        + ", got '"
                                        + value
                                        + "'"));
    }
}
