package dev.landline.cli.console;

import dev.landline.identity.PassphraseException;
import dev.landline.identity.PassphraseSource;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Asks for passphrases at the terminal, never on standard input. */
public final class TerminalPassphrases implements PassphraseSource {

    private final Terminal terminal;

    /** Asks at a terminal. */
    public TerminalPassphrases(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public char @Nullable [] passphrase(Path file, int attempt) throws IOException {
        if (!terminal.isPresent()) {
            throw new PassphraseException(
                    file
                            + ": the key is protected by a passphrase, and there is no terminal"
                            + " to ask for it");
        }
        String again = attempt == 1 ? "" : "Wrong. ";
        return terminal.askSecret(again + "Passphrase for " + file + ": ");
    }
}
