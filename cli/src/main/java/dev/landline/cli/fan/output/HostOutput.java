package dev.landline.cli.fan.output;

import java.io.IOException;
import java.io.OutputStream;

/** Where what one host writes goes to. Each stream is for one thread at a time. */
public interface HostOutput extends AutoCloseable {

    /** Its output. */
    OutputStream stdout();

    /** Its messages. */
    OutputStream stderr();

    /** Nothing more comes. */
    @Override
    void close() throws IOException;
}
