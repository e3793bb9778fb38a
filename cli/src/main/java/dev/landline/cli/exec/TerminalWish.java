package dev.landline.cli.exec;

import dev.landline.TerminalSize;
import dev.landline.cli.console.Surroundings;
import dev.landline.cli.terminal.RawTerminal;
import dev.landline.client.Exec;
import dev.landline.exec.TerminalRequest;
import java.util.Map;
import java.util.Optional;

/** What a remote terminal should be like: as the one here, if there is one. */
final class TerminalWish {

    private static final String USUAL = "xterm-256color";

    /** Where the launcher has put the {@code LC_ALL} that it had to replace. */
    private static final String REPLACED = "LANDLINE_LC_ALL";

    private static final String ALL = "LC_ALL";

    private final Surroundings here;

    TerminalWish(Surroundings here) {
        this.here = here;
    }

    /**
     * Asks for a terminal, and for the language and the colours of the person here, as ssh does on
     * Debian. What is set afterwards counts.
     */
    void apply(Exec exec, Optional<TerminalSize> size) {
        here.environment()
                .forEach((name, value) -> {
                    if (isAboutThePerson(name)) {
                        exec.env(name, value);
                    }
                });
        String replaced = here.environment().get(REPLACED);
        if (replaced != null && !replaced.isEmpty()) {
            exec.env(ALL, replaced);
        }
        exec.terminal(new TerminalRequest(term(), size.orElse(RawTerminal.USUAL)));
    }

    private boolean isAboutThePerson(String name) {
        return switch (name) {
            case "LANG", "COLORTERM", "NO_COLOR" -> true;
            case ALL -> !here.environment().containsKey(REPLACED);
            default -> name.startsWith("LC_");
        };
    }

    private String term() {
        Map<String, String> environment = here.environment();
        String term = environment.getOrDefault("TERM", "");
        return term.equals("dumb") || !term.matches("[!-~]{1,64}") ? USUAL : term;
    }
}
