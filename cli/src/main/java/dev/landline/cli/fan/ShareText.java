package dev.landline.cli.fan;

import dev.landline.client.fleet.Share;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 20} or {@code 20%}. */
final class ShareText implements ITypeConverter<Share> {

    @Override
    public Share convert(String text) {
        try {
            return Share.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
