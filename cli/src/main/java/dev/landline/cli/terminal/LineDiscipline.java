package dev.landline.cli.terminal;

import dev.landline.TerminalSize;
import dev.landline.cli.console.Complaint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * What the system does to the bytes of the terminal at standard input. JLine makes the system calls
 * and is asked for nothing else: not for streams, which would read ahead and decode, and not for
 * signals, whose handlers would replace the JVM's. Its terminal is never closed, because that makes
 * a read of another thread end for a moment; at the end of the process it closes itself, and leaves
 * behind what was found.
 */
final class LineDiscipline {

    private final Terminal terminal;
    private final Attributes found;

    private LineDiscipline(Terminal terminal) {
        this.terminal = terminal;
        this.found = terminal.getAttributes();
    }

    static LineDiscipline ofStandardInput() throws Complaint, IOException {
        TerminalProvider system = TerminalProvider.load("ffm");
        if (!system.isSystemStream(SystemStream.Input)) {
            throw new Complaint("standard input is not a terminal");
        }
        SystemStream shown =
                system.isSystemStream(SystemStream.Output)
                        ? SystemStream.Output
                        : SystemStream.Error;
        Charset unused = StandardCharsets.US_ASCII;
        return new LineDiscipline(
                system.sysTerminal(
                        "landline",
                        "dumb",
                        false,
                        unused,
                        unused,
                        unused,
                        false,
                        SignalHandler.SIG_DFL,
                        true,
                        shown));
    }

    /**
     * Lets every byte through as it is, in both directions and at once. Source: {@code
     * enter_raw_mode} of OpenSSH; PARMRK, which would double the byte 0xff, is off besides.
     */
    void raw() throws IOException {
        Attributes raw = new Attributes(found);
        raw.setInputFlag(InputFlag.IGNPAR, true);
        raw.setInputFlags(
                EnumSet.of(
                        InputFlag.PARMRK,
                        InputFlag.ISTRIP,
                        InputFlag.INLCR,
                        InputFlag.IGNCR,
                        InputFlag.ICRNL,
                        InputFlag.IXON,
                        InputFlag.IXANY,
                        InputFlag.IXOFF,
                        InputFlag.IUCLC),
                false);
        raw.setLocalFlags(
                EnumSet.of(
                        LocalFlag.ISIG,
                        LocalFlag.ICANON,
                        LocalFlag.ECHO,
                        LocalFlag.ECHOE,
                        LocalFlag.ECHOK,
                        LocalFlag.ECHONL,
                        LocalFlag.IEXTEN),
                false);
        raw.setOutputFlag(OutputFlag.OPOST, false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        if (set(raw) && isByLines()) {
            throw new IOException("the system refused to put the terminal into raw mode");
        }
    }

    private boolean isByLines() {
        try {
            return terminal.getAttributes().getLocalFlag(LocalFlag.ICANON);
        } catch (IllegalStateException e) {
            return false; // As below.
        }
    }

    /** As it was before. */
    void asFound() {
        set(found);
    }

    /** False where the process ends and JLine was faster: then the terminal is as it was found. */
    private boolean set(Attributes attributes) {
        try {
            terminal.setAttributes(attributes);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** How large the window is, where that is known. */
    Optional<TerminalSize> size() {
        try {
            org.jline.terminal.Size size = terminal.getSize();
            return size.getColumns() > 0 && size.getRows() > 0
                    ? Optional.of(new TerminalSize(size.getColumns(), size.getRows()))
                    : Optional.empty();
        } catch (UncheckedIOException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
