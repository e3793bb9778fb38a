package dev.landline.server.os;

import dev.landline.TerminalSize;
import java.util.function.Consumer;

/**
 * The server's ends of what a child reads and writes.
 *
 * @param stdin what it reads
 * @param stdout what it writes
 * @param stderr its messages
 * @param resize tells its terminal a new size; does nothing where there is none
 */
record ChildStreams(
        InputPipe stdin, OutputPipe stdout, OutputPipe stderr, Consumer<TerminalSize> resize) {

    void close() {
        stdin.close();
        stdout.close();
        stderr.close();
    }
}
