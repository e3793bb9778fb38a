package dev.landline.cli.classic;

import dev.landline.classic.ClassicAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of a server to connect to. */
final class ServerUri implements ITypeConverter<ClassicAddress> {

    private final ClassicUri any = new ClassicUri();

    @Override
    public ClassicAddress convert(String value) {
        ClassicAddress address = any.convert(value);
        int port =
                switch (address) {
                    case ClassicAddress.Tcp tcp -> tcp.port();
                    case ClassicAddress.Udp udp -> udp.port();
                    case ClassicAddress.Unix _ -> 1;
                };
        if (port == 0) {
            throw new TypeConversionException("port: expected 1 to 65535, got 0");
        }
        return address;
    }
}
